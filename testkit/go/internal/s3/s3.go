// Package s3 is a server for one bucket that checks the signatures of those who read from it.
package s3

import (
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"log"
	"net/http"
	"os"
	"strings"

	"dev.capstan/testservers/internal/lifeline"
	"github.com/rclone/gofakes3"
	"github.com/rclone/gofakes3/s3mem"
)

// Run serves until stdin closes.
func Run(args []string) error {
	flags := flag.NewFlagSet("s3", flag.ContinueOnError)
	bucket := flags.String("bucket", "", "the name of the only bucket")
	login := flags.String("login", "", "whoever reads signs with ACCESSKEY:SECRETKEY; without it everybody may read")
	certificate := flags.String("tls-certificate", "", "PEM file")
	key := flags.String("tls-key", "", "PEM file")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *bucket == "" {
		return errors.New("s3: --bucket is missing")
	}
	handler, err := handler(*bucket, *login)
	if err != nil {
		return err
	}
	listener, err := lifeline.Listen()
	if err != nil {
		return err
	}
	if *certificate == "" {
		return lifeline.Serve(listener, handler, nil)
	}
	pair, err := tls.LoadX509KeyPair(*certificate, *key)
	if err != nil {
		return err
	}
	return lifeline.Serve(listener, handler, &pair)
}

// handler lets everybody write, so that tests need no client of their own, and reads be what is tested.
func handler(bucket, login string) (http.Handler, error) {
	backend := s3mem.New()
	if err := backend.CreateBucket(context.Background(), bucket); err != nil {
		return nil, err
	}
	logger := gofakes3.StdLog(log.New(os.Stderr, "", log.LstdFlags), gofakes3.LogErr, gofakes3.LogWarn)
	options := []gofakes3.Option{gofakes3.WithLogger(logger)}
	writes := gofakes3.New(backend, options...).Server()
	if accessKey, secretKey, found := strings.Cut(login, ":"); found {
		options = append(options, gofakes3.WithV4Auth(map[string]string{accessKey: secretKey}))
	}
	reads := gofakes3.New(backend, options...).Server()
	return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		if request.Method == http.MethodPut || request.Method == http.MethodDelete {
			writes.ServeHTTP(response, request)
		} else {
			reads.ServeHTTP(response, request)
		}
	}), nil
}
