// Package cluster starts, watches, controls and ends the parts of one cluster.
package cluster

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

// Up runs a cluster until it is told to end.
func Up(args []string) error {
	flags := flag.NewFlagSet("up", flag.ExitOnError)
	directory := flags.String("dir", "", "the cluster's own folder; data that is already there is used again")
	withNATS := flags.Bool("nats", false, "run a NATS server with JetStream too")
	audit := flags.Bool("audit", false, "log what service accounts ask the API server for, in logs/audit.log of the folder")
	nodes := flags.Int("nodes", 1, "number of simulated nodes")
	node := flags.String("node", simulatedNodes, "kind of nodes: simulated, or real, with Pods that run")
	untilStdinCloses := flags.Bool("until-stdin-closes", false, "end when standard input closes, which it does when the parent process dies")
	ephemeral := flags.Bool("ephemeral", false, "remove the folder at the end")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *directory == "" {
		return errors.New("up: --dir is missing")
	}
	absolute, err := filepath.Abs(*directory)
	if err != nil {
		return err
	}

	ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	defer cancel()
	if *untilStdinCloses {
		// A group of its own: Ctrl-C in the parent's terminal reaches the parent only, which then ends this cluster.
		if err := syscall.Setpgid(0, 0); err != nil {
			return fmt.Errorf("up: process group: %w", err)
		}
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			cancel()
		}()
	}
	err = run(ctx, options{directory: absolute, withNATS: *withNATS, audit: *audit, nodes: *nodes, node: *node})
	if *ephemeral && err == nil { // after a failure the logs are what is left to learn from
		return os.RemoveAll(absolute)
	}
	return err
}

func run(ctx context.Context, options options) (err error) {
	begin := time.Now()
	cluster, err := prepare(options)
	if err != nil {
		return fmt.Errorf("up: %w", err)
	}
	defer func() { err = errors.Join(err, cluster.end()) }()

	if err := cluster.start(ctx); err != nil {
		if ctx.Err() != nil {
			return nil // told to end while starting
		}
		return fmt.Errorf("up: %w", err)
	}
	cluster.description.ReadyAfterSeconds = time.Since(begin).Round(time.Millisecond).Seconds()
	line, err := cluster.description.write()
	if err != nil {
		return fmt.Errorf("up: %w", err)
	}
	if _, err := fmt.Println(string(line)); err != nil {
		return fmt.Errorf("up: %w", err)
	}
	<-ctx.Done()
	log.Print("ending")
	return nil
}
