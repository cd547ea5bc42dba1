// SPDX-License-Identifier: Apache-2.0

package main

import (
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"
)

// stopGrace is how long a component may take to end in order.
const stopGrace = 10 * time.Second

// process is one component, which is this same binary.
type process struct {
	name  string
	args  []string
	cmd   *exec.Cmd
	ended chan struct{} // closed when it has
	asked atomic.Bool   // whether it was asked to end
}

// failure is the end of a process that nobody asked for.
type failure struct {
	*process
	err error
}

// startProcess runs a component with its output in dir/logs, and tells of an end
// that nobody asked for. It ends with this process, also if that is killed.
func startProcess(dir, name string, args []string, failures chan<- failure) (*process, error) {
	binary, err := os.Executable()
	if err != nil {
		return nil, err
	}
	out, err := os.OpenFile(filepath.Join(dir, "logs", name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	p := &process{name: name, args: args, cmd: exec.Command(binary, append([]string{name}, args...)...), ended: make(chan struct{})}
	p.cmd.Dir, p.cmd.Stdout, p.cmd.Stderr = dir, out, out
	// A process group of its own: an interrupt from the terminal must not reach it
	// before its turn in the order of ending comes.
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if err := starter.start(p.cmd); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, name+".pid"), []byte(strconv.Itoa(p.cmd.Process.Pid)), 0o600); err != nil {
		p.kill()
		return nil, err
	}
	go func() {
		err := p.cmd.Wait()
		_ = os.Remove(filepath.Join(dir, name+".pid")) // its number may be another's soon
		close(p.ended)
		if !p.asked.Load() {
			failures <- failure{p, err}
		}
	}()
	return p, nil
}

// end asks it to end, and kills it if it does not.
func (p *process) end() {
	begun := time.Now()
	p.asked.Store(true)
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may have ended already
	select {
	case <-p.ended:
		log.Printf("%s ended in %d ms", p.name, time.Since(begun).Milliseconds())
	case <-time.After(stopGrace):
		p.kill()
		log.Printf("%s did not end within %v and was killed", p.name, stopGrace)
	}
}

func (p *process) kill() {
	p.asked.Store(true)
	_ = p.cmd.Process.Kill() // it may have ended already
	<-p.ended
}

// startThread is one thread that never ends and starts all processes: what a
// process is told of its parent's death comes when the thread that made it dies.
type startThread chan func()

var starter = make(startThread)

func init() {
	go func() {
		runtime.LockOSThread()
		for work := range starter {
			work()
		}
	}()
}

func (t startThread) start(cmd *exec.Cmd) error {
	result := make(chan error)
	t <- func() { result <- cmd.Start() }
	return <-result
}
