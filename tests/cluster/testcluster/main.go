// SPDX-License-Identifier: Apache-2.0

// Command testcluster runs a real Kubernetes control plane in a folder, for tests.
// One binary is the supervisor, each component, and kubectl.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"k8s.io/component-base/cli"
	kubectl "k8s.io/kubectl/pkg/cmd"
)

func main() {
	if len(os.Args) > 1 {
		switch name := os.Args[1]; {
		case name == "kubectl":
			// It reads os.Args by itself, and expects to be the root command.
			os.Args = append([]string{"kubectl"}, os.Args[2:]...)
			os.Exit(cli.Run(kubectl.NewDefaultKubectlCommand()))
		case components[name] != nil:
			ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
			defer cancel()
			if err := runComponent(ctx, name, os.Args[2:]); err != nil {
				fmt.Fprintf(os.Stderr, "testcluster: %s: %v\n", name, err)
				os.Exit(1)
			}
			return
		}
	}
	root := &cobra.Command{
		Use:           "testcluster",
		Short:         "A real Kubernetes control plane in a folder, for tests",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(upCommand(), &cobra.Command{
		Use:                "kubectl",
		Short:              "The upstream kubectl of the same version",
		DisableFlagParsing: true,
		Run:                func(*cobra.Command, []string) {},
	})
	if err := root.Execute(); err != nil {
		fmt.Fprintln(os.Stderr, "testcluster:", err)
		os.Exit(1)
	}
}
