// Package lifeline runs an HTTP server for as long as its parent lives.
package lifeline

import (
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
)

// Listen opens a free port of loopback.
func Listen() (net.Listener, error) {
	return net.Listen("tcp", "127.0.0.1:0")
}

// Serve says where the server is, as one line of JSON on stdout, and serves until stdin closes, however that happens.
// With a certificate it speaks TLS.
func Serve(listener net.Listener, handler http.Handler, certificate *tls.Certificate) error {
	if certificate != nil {
		listener = tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{*certificate}})
	}
	failed := make(chan error, 1)
	go func() { failed <- http.Serve(listener, handler) }()
	ended := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		close(ended)
	}()
	line, err := json.Marshal(map[string]string{"address": listener.Addr().String()})
	if err != nil {
		return err
	}
	fmt.Println(string(line))
	select {
	case err := <-failed:
		return err
	case <-ended:
		return nil
	}
}
