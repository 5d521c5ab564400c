package component

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// Nats runs a NATS server with JetStream in file storage.
func Nats(args []string) error {
	if len(args) < 2 || len(args) > 3 {
		return errors.New("usage: devcluster nats DIR PORT [ADDRESS]")
	}
	host := "127.0.0.1"
	if len(args) == 3 {
		host = args[2]
	}
	port, err := strconv.Atoi(args[1])
	if err != nil {
		return fmt.Errorf("nats: port %q is no number", args[1])
	}
	nats, err := server.NewServer(&server.Options{
		ServerName:         "devcluster",
		Host:               host,
		Port:               port,
		JetStream:          true,
		StoreDir:           args[0],
		JetStreamMaxMemory: 64 << 20,
		JetStreamMaxStore:  1 << 30,
		NoSigs:             true,
	})
	if err != nil {
		return fmt.Errorf("nats: %w", err)
	}
	nats.ConfigureLogger()
	stop := terminated()
	go nats.Start()
	if !nats.ReadyForConnections(30 * time.Second) {
		return fmt.Errorf("nats: not ready on port %d within 30 seconds", port)
	}
	<-stop
	nats.Shutdown()
	nats.WaitForShutdown()
	return nil
}
