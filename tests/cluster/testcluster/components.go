// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"time"

	"github.com/spf13/pflag"
	"go.etcd.io/etcd/server/v3/embed"
	"go.etcd.io/etcd/server/v3/storage/wal"
	utilerrors "k8s.io/apimachinery/pkg/util/errors"
	"k8s.io/client-go/rest"
	cliflag "k8s.io/component-base/cli/flag"
	"k8s.io/component-base/logs"
	logsapi "k8s.io/component-base/logs/api/v1"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	apiserveroptions "k8s.io/kubernetes/cmd/kube-apiserver/app/options"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	controllermanageroptions "k8s.io/kubernetes/cmd/kube-controller-manager/app/options"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	scheduleroptions "k8s.io/kubernetes/cmd/kube-scheduler/app/options"
)

// component reads its arguments, and gives back what runs until the context ends.
// The packages are those one level below the upstream commands, which would install
// a signal handler of their own.
type component func(args []string) (func(context.Context) error, error)

var components = map[string]component{
	"etcd":                    newEtcd,
	"kube-apiserver":          newAPIServer,
	"kube-controller-manager": newControllerManager,
	"kube-scheduler":          newScheduler,
}

func runComponent(ctx context.Context, name string, args []string) error {
	rest.SetDefaultWarningHandler(rest.NoWarnings{})
	logsapi.ReapplyHandling = logsapi.ReapplyHandlingIgnoreUnchanged
	logs.InitLogs()
	defer logs.FlushLogs()
	run, err := components[name](args)
	if err != nil {
		return err
	}
	return run(ctx)
}

// newEtcd is one member without a peer. Its log is not synced to the disk: a test's
// data need not outlive the machine.
func newEtcd(args []string) (func(context.Context) error, error) {
	flags := pflag.NewFlagSet("etcd", pflag.ContinueOnError)
	dir := flags.String("data-dir", "", "where the data are")
	client := flags.String("client-url", "", "where clients connect")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	clientURL, err := url.Parse(*client)
	if err != nil {
		return nil, err
	}
	cfg := embed.NewConfig()
	cfg.Name, cfg.Dir, cfg.LogLevel = "testcluster", *dir, "warn"
	cfg.UnsafeNoFsync = true
	cfg.WarningUnaryRequestDuration = 2 * time.Second
	wal.SegmentSizeBytes = 8 << 20 // two are made in advance, of 64 MB each otherwise
	cfg.ListenClientUrls, cfg.AdvertiseClientUrls = []url.URL{*clientURL}, []url.URL{*clientURL}
	peer := url.URL{Scheme: "unix", Host: "peer.sock:0"}
	cfg.ListenPeerUrls, cfg.AdvertisePeerUrls = []url.URL{peer}, []url.URL{peer}
	cfg.InitialCluster = cfg.InitialClusterFromName(cfg.Name)
	return func(ctx context.Context) error {
		if err := os.MkdirAll(*dir, 0o700); err != nil {
			return err
		}
		member, err := embed.StartEtcd(cfg)
		if err != nil {
			return err
		}
		defer member.Close()
		select {
		case <-ctx.Done():
			return nil
		case err := <-member.Err():
			return err
		case <-member.Server.StopNotify():
			return errors.New("the member has stopped by itself")
		}
	}, nil
}

func parse(name string, named cliflag.NamedFlagSets, args []string) error {
	flags := pflag.NewFlagSet(name, pflag.ContinueOnError)
	flags.SetNormalizeFunc(cliflag.WordSepNormalizeFunc)
	for _, set := range named.FlagSets {
		flags.AddFlagSet(set)
	}
	if err := flags.Parse(args); err != nil {
		return fmt.Errorf("arguments: %w", err)
	}
	return nil
}

func newAPIServer(args []string) (func(context.Context) error, error) {
	options := apiserveroptions.NewServerRunOptions()
	if err := parse("kube-apiserver", options.Flags(), args); err != nil {
		return nil, err
	}
	if err := options.GenericServerRunOptions.ComponentGlobalsRegistry.Set(); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		completed, err := options.Complete(ctx)
		if err != nil {
			return err
		}
		if errs := completed.Validate(); len(errs) > 0 {
			return utilerrors.NewAggregate(errs)
		}
		return apiserver.Run(ctx, completed)
	}, nil
}

func newControllerManager(args []string) (func(context.Context) error, error) {
	options, err := controllermanageroptions.NewKubeControllerManagerOptions()
	if err != nil {
		return nil, err
	}
	all, off, aliases := controllermanager.KnownControllers(), controllermanager.ControllersDisabledByDefault(), controllermanager.ControllerAliases()
	flags := options.Flags(all, off, aliases)
	options.ParsedFlags = &flags
	if err := parse("kube-controller-manager", flags, args); err != nil {
		return nil, err
	}
	if err := options.ComponentGlobalsRegistry.Set(); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		config, err := options.Config(ctx, all, off, aliases)
		if err != nil {
			return err
		}
		return controllermanager.Run(ctx, config.Complete())
	}, nil
}

func newScheduler(args []string) (func(context.Context) error, error) {
	options := scheduleroptions.NewOptions()
	if err := parse("kube-scheduler", *options.Flags, args); err != nil {
		return nil, err
	}
	if err := options.ComponentGlobalsRegistry.Set(); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		config, made, err := scheduler.Setup(ctx, options)
		if err != nil {
			return err
		}
		return scheduler.Run(ctx, config, made)
	}, nil
}
