package component

import (
	"errors"
	"fmt"
	"net/url"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
)

// Etcd runs a single etcd member. It never calls fsync: a test cluster survives the death of its processes, not
// that of the machine, and is several times faster for it.
func Etcd(args []string) error {
	if len(args) != 3 {
		return errors.New("usage: devcluster etcd DIR CLIENTPORT PEERPORT")
	}
	config := embed.NewConfig()
	config.Dir = args[0]
	config.UnsafeNoFsync = true
	config.LogLevel = "warn"
	config.QuotaBackendBytes = 2 << 30
	config.AutoCompactionMode = "periodic"
	config.AutoCompactionRetention = "5m"
	client, peer := loopback(args[1]), loopback(args[2])
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{client}, []url.URL{client}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{peer}, []url.URL{peer}
	config.InitialCluster = config.InitialClusterFromName(config.Name)

	server, err := embed.StartEtcd(config)
	if err != nil {
		return fmt.Errorf("etcd: %w", err)
	}
	select {
	case <-server.Server.ReadyNotify():
	case <-time.After(time.Minute):
		server.Close()
		return errors.New("etcd: not ready within a minute")
	}
	select {
	case <-terminated():
		server.Close()
		return nil
	case err := <-server.Err():
		return fmt.Errorf("etcd: %w", err)
	}
}

func loopback(port string) url.URL {
	return url.URL{Scheme: "http", Host: "127.0.0.1:" + port}
}
