// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

const (
	host        = "127.0.0.1"
	serviceCIDR = "10.96.0.0/16"
	serviceIP   = "10.96.0.1"
	podCIDR     = "10.244.0.0/16"
	// A socket's path may have 107 characters only, so it is relative to DIR.
	etcdURL = "unix://etcd.sock:0"

	startLimit = 2 * time.Minute
	// Controllers end by themselves when the API server goes away while they start.
	mostRestarts = 20
)

// errAsked says that somebody asked for the end before everything had begun.
var errAsked = errors.New("asked to end")

// controlPlane is etcd, kube-apiserver, kube-controller-manager and kube-scheduler
// in one folder.
type controlPlane struct {
	dir       string
	port      int
	keys      *pki
	client    kubernetes.Interface
	processes []*process // in the order in which they were started
	failures  chan failure
	signals   chan os.Signal
	restarts  int
}

func upCommand() *cobra.Command {
	c := &controlPlane{failures: make(chan failure, 8), signals: make(chan os.Signal, 4)}
	command := &cobra.Command{
		Use:   "up --dir DIR",
		Short: "Run a control plane until SIGTERM",
		Long: `Runs etcd, kube-apiserver, kube-controller-manager and kube-scheduler on loopback
until SIGTERM or SIGINT.

DIR/kubeconfig  contexts admin, viewer (reads everything but secrets), dev (edits the
                namespace default; by a token) and nobody (known, without a right)
DIR/ready       there while the API server answers; the milliseconds that it took
DIR/pid         of this process: SIGHUP restarts kube-apiserver in order, SIGUSR1 kills
                it and starts it again
DIR/logs        one log for each component

The data stay in DIR, and are there again at the next start.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return c.run() },
	}
	command.Flags().StringVar(&c.dir, "dir", "", "folder of its data, logs, keys and kubeconfigs")
	_ = command.MarkFlagRequired("dir") // the flag is there
	return command
}

func (c *controlPlane) file(name string) string { return filepath.Join(c.dir, name) }

func (c *controlPlane) run() error {
	begun := time.Now()
	var err error
	if c.dir, err = filepath.Abs(c.dir); err != nil {
		return err
	}
	if err := os.MkdirAll(c.file("logs"), 0o700); err != nil {
		return err
	}
	unlock, err := lock(c.file("lock"))
	if err != nil {
		return err
	}
	defer unlock()
	if err := c.prepare(); err != nil {
		return err
	}
	signal.Notify(c.signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGUSR1)
	defer os.Remove(c.file("pid"))
	defer c.endAll()
	if err := c.startAll(); errors.Is(err, errAsked) {
		return nil
	} else if err != nil {
		return err
	}
	ready := strconv.FormatInt(time.Since(begun).Milliseconds(), 10)
	defer os.Remove(c.file("ready"))
	if err := os.WriteFile(c.file("ready"), []byte(ready+"\n"), 0o600); err != nil {
		return err
	}
	log.Printf("ready after %s ms at %s", ready, c.server())
	return c.watch()
}

// prepare makes what is there before the first component.
func (c *controlPlane) prepare() error {
	_ = os.Remove(c.file("ready")) // left behind by a kill
	if err := os.WriteFile(c.file("pid"), []byte(strconv.Itoa(os.Getpid())), 0o600); err != nil {
		return err
	}
	var err error
	if c.port, err = port(c.file("port")); err != nil {
		return err
	}
	if c.keys, err = openPKI(c.file("pki")); err != nil {
		return err
	}
	if err := c.keys.issue("apiserver", "kube-apiserver", nil, host, "localhost", serviceIP,
		"kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"); err != nil {
		return err
	}
	if _, err := c.keys.keyOf("service-account"); err != nil {
		return err
	}
	if err := c.keys.publicKey("service-account"); err != nil {
		return err
	}
	return makeUsers(c.dir, c.server(), c.keys)
}

func (c *controlPlane) server() string {
	return "https://" + net.JoinHostPort(host, strconv.Itoa(c.port))
}

// port is the one of the last start in this folder, so that kubeconfigs stay right;
// a free one at the first.
func port(path string) (int, error) {
	if data, err := os.ReadFile(path); err == nil {
		return strconv.Atoi(strings.TrimSpace(string(data)))
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	free := listener.Addr().(*net.TCPAddr).Port
	return free, os.WriteFile(path, []byte(strconv.Itoa(free)), 0o600)
}

func (c *controlPlane) startAll() error {
	if err := c.start("etcd", "--data-dir=etcd", "--client-url="+etcdURL); err != nil {
		return err
	}
	if err := c.start("kube-apiserver", c.apiServerArgs()...); err != nil {
		return err
	}
	config, err := clientcmd.BuildConfigFromFlags("", c.file("kubeconfigs/admin"))
	if err != nil {
		return err
	}
	if c.client, err = kubernetes.NewForConfig(config); err != nil {
		return err
	}
	if err := c.awaitReady(); err != nil {
		return err
	}
	if err := c.start("kube-controller-manager", c.controllerManagerArgs()...); err != nil {
		return err
	}
	if err := c.start("kube-scheduler", "--kubeconfig="+c.file("kubeconfigs/scheduler"), "--leader-elect=false", "--secure-port=0",
		"--kube-api-qps=500", "--kube-api-burst=1000"); err != nil {
		return err
	}
	return bindUsers(context.Background(), c.client)
}

func (c *controlPlane) apiServerArgs() []string {
	return []string{
		"--etcd-servers=" + etcdURL,
		"--bind-address=" + host, "--advertise-address=" + host, "--secure-port=" + strconv.Itoa(c.port),
		// The endpoint of the service "kubernetes" may not be a loopback address.
		"--endpoint-reconciler-type=none",
		"--tls-cert-file=" + c.keys.file("apiserver.crt"), "--tls-private-key-file=" + c.keys.file("apiserver.key"),
		"--client-ca-file=" + c.keys.file("ca.crt"), "--token-auth-file=" + c.file("tokens.csv"),
		"--authorization-mode=Node,RBAC", "--enable-admission-plugins=NodeRestriction", "--allow-privileged=true",
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=" + c.keys.file("service-account.pub"),
		"--service-account-signing-key-file=" + c.keys.file("service-account.key"),
		"--service-cluster-ip-range=" + serviceCIDR,
		"--kubelet-client-certificate=" + c.keys.file("kubelet-client.crt"), "--kubelet-client-key=" + c.keys.file("kubelet-client.key"),
		"--kubelet-certificate-authority=" + c.keys.file("ca.crt"), "--kubelet-preferred-address-types=InternalIP",
		// Without a grace for watches it ends none, and waits for clients to hang up.
		"--shutdown-delay-duration=0s", "--shutdown-watch-termination-grace-period=2s",
	}
}

func (c *controlPlane) controllerManagerArgs() []string {
	return []string{
		"--kubeconfig=" + c.file("kubeconfigs/controller-manager"), "--leader-elect=false", "--secure-port=0",
		"--use-service-account-credentials=true",
		"--service-account-private-key-file=" + c.keys.file("service-account.key"), "--root-ca-file=" + c.keys.file("ca.crt"),
		"--cluster-signing-cert-file=" + c.keys.file("ca.crt"), "--cluster-signing-key-file=" + c.keys.file("ca.key"),
		// The defaults make 20 pods a second.
		"--kube-api-qps=500", "--kube-api-burst=1000",
		"--flex-volume-plugin-dir=" + c.file("flexvolume"), // it makes this folder, by default elsewhere
		"--allocate-node-cidrs=true", "--cluster-cidr=" + podCIDR, "--service-cluster-ip-range=" + serviceCIDR,
	}
}

func (c *controlPlane) start(name string, args ...string) error {
	started, err := startProcess(c.dir, name, args, c.failures)
	if err != nil {
		return fmt.Errorf("%s could not be started: %w", name, err)
	}
	if i := slices.IndexFunc(c.processes, func(p *process) bool { return p.name == name }); i >= 0 {
		c.processes[i] = started
	} else {
		c.processes = append(c.processes, started)
	}
	return nil
}

func (c *controlPlane) endAll() {
	for _, p := range slices.Backward(c.processes) {
		p.end()
	}
}

// awaitReady waits until the API server says that it is ready.
func (c *controlPlane) awaitReady() error {
	deadline := time.After(startLimit)
	for {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		body, err := c.client.Discovery().RESTClient().Get().AbsPath("/readyz").DoRaw(ctx)
		cancel()
		if err == nil && string(body) == "ok" {
			return nil
		}
		select {
		case <-deadline:
			return fmt.Errorf("kube-apiserver was not ready within %v (%w): see %s", startLimit, err, c.file("logs/kube-apiserver.log"))
		case failed := <-c.failures:
			if err := c.again(failed); err != nil {
				return err
			}
		case asked := <-c.signals:
			if isEnd(asked) {
				return errAsked
			}
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// watch starts again what ended by itself and may, and does what signals ask for.
func (c *controlPlane) watch() error {
	for {
		select {
		case failed := <-c.failures:
			if err := c.again(failed); err != nil {
				return err
			}
		case asked := <-c.signals:
			if isEnd(asked) {
				return nil
			}
			if err := c.restartAPIServer(asked == syscall.SIGUSR1); errors.Is(err, errAsked) {
				return nil
			} else if err != nil {
				return err
			}
		}
	}
}

func isEnd(s os.Signal) bool { return s == syscall.SIGTERM || s == syscall.SIGINT }

func (c *controlPlane) restartAPIServer(hard bool) error {
	begun := time.Now()
	i := slices.IndexFunc(c.processes, func(p *process) bool { return p.name == "kube-apiserver" })
	server := c.processes[i]
	_ = os.Remove(c.file("ready"))
	if hard {
		server.kill()
	} else {
		server.end()
	}
	if err := c.start(server.name, server.args...); err != nil {
		return err
	}
	if err := c.awaitReady(); err != nil {
		return err
	}
	ready := strconv.FormatInt(time.Since(begun).Milliseconds(), 10)
	log.Printf("kube-apiserver is ready again after %s ms", ready)
	return os.WriteFile(c.file("ready"), []byte(ready+"\n"), 0o600)
}

// again starts a controller or the scheduler again. The end of the others is that
// of the control plane.
func (c *controlPlane) again(failed failure) error {
	if failed.name != "kube-controller-manager" && failed.name != "kube-scheduler" || c.restarts == mostRestarts {
		return fmt.Errorf("%s ended by itself (%v): see %s", failed.name, failed.err, c.file("logs/"+failed.name+".log"))
	}
	c.restarts++
	log.Printf("%s ended by itself (%v) and is started again", failed.name, failed.err)
	time.Sleep(500 * time.Millisecond)
	return c.start(failed.name, failed.args...)
}

func lock(path string) (func(), error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		return nil, fmt.Errorf("another testcluster runs in %s: end it (its pid is in the file pid), or take another folder", filepath.Dir(path))
	}
	return func() { file.Close() }, nil
}
