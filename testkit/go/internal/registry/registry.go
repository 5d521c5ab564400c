// Package registry is an OCI registry: the distribution project's, or go-containerregistry's, which knows referrers.
package registry

import (
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"dev.capstan/testservers/internal/lifeline"
	"github.com/distribution/distribution/v3/configuration"
	_ "github.com/distribution/distribution/v3/registry/auth/htpasswd"
	_ "github.com/distribution/distribution/v3/registry/auth/token"
	"github.com/distribution/distribution/v3/registry/handlers"
	_ "github.com/distribution/distribution/v3/registry/storage/driver/filesystem"
	referrers "github.com/google/go-containerregistry/pkg/registry"
	"golang.org/x/crypto/bcrypt"
)

type options struct {
	dir           string
	user          string
	password      string
	auth          string
	anonymousPull bool
	referrers     bool
	certificate   *tls.Certificate
}

// Run serves until stdin closes.
func Run(args []string) error {
	options, err := parse(args)
	if err != nil {
		return err
	}
	listener, err := lifeline.Listen()
	if err != nil {
		return err
	}
	handler, err := options.handler(listener.Addr())
	if err != nil {
		return err
	}
	return lifeline.Serve(listener, handler, options.certificate)
}

func parse(args []string) (*options, error) {
	flags := flag.NewFlagSet("registry", flag.ContinueOnError)
	var result options
	var login, certificate, key string
	flags.StringVar(&result.dir, "dir", "", "where content is kept")
	flags.StringVar(&login, "login", "", "the only login that is let in, USER:PASSWORD")
	flags.StringVar(&result.auth, "auth", "basic", "how the login is asked for: basic or token")
	flags.BoolVar(&result.anonymousPull, "anonymous-pull", false, "with token: anybody may pull")
	flags.BoolVar(&result.referrers, "referrers", false, "serve the referrers API; no token logins then")
	flags.StringVar(&certificate, "tls-certificate", "", "PEM file")
	flags.StringVar(&key, "tls-key", "", "PEM file")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if result.dir == "" {
		return nil, errors.New("registry: --dir is missing")
	}
	result.user, result.password, _ = strings.Cut(login, ":")
	if certificate != "" {
		pair, err := tls.LoadX509KeyPair(certificate, key)
		if err != nil {
			return nil, err
		}
		result.certificate = &pair
	}
	return &result, nil
}

func (o *options) handler(address net.Addr) (http.Handler, error) {
	if o.referrers {
		quiet := referrers.Logger(log.New(io.Discard, "", 0))
		return o.withBasicLogin(referrers.New(quiet, referrers.WithReferrersSupport(true))), nil
	}
	config := &configuration.Configuration{
		Storage: configuration.Storage{
			"filesystem": configuration.Parameters{"rootdirectory": filepath.Join(o.dir, "registry")},
			"delete":     configuration.Parameters{"enabled": true},
		},
	}
	config.HTTP.Secret = "only for tests"
	config.Log.Level = "error"
	config.Log.AccessLog.Disabled = true
	config.Catalog.MaxEntries = 1000
	if o.user == "" {
		return handlers.NewApp(context.Background(), config), nil
	}
	if o.auth == "basic" {
		file, err := o.passwordFile()
		if err != nil {
			return nil, err
		}
		config.Auth = configuration.Auth{"htpasswd": configuration.Parameters{"realm": "tests", "path": file}}
		return handlers.NewApp(context.Background(), config), nil
	}
	tokens, err := newTokenService(o)
	if err != nil {
		return nil, err
	}
	scheme := "http"
	if o.certificate != nil {
		scheme = "https"
	}
	config.Auth = configuration.Auth{"token": configuration.Parameters{
		"realm":   fmt.Sprintf("%s://%s/token", scheme, address),
		"service": service,
		"issuer":  issuer,
		"jwks":    tokens.keyFile,
	}}
	mux := http.NewServeMux()
	mux.Handle("/token", tokens)
	mux.Handle("/", handlers.NewApp(context.Background(), config))
	return mux, nil
}

func (o *options) passwordFile() (string, error) {
	hash, err := bcrypt.GenerateFromPassword([]byte(o.password), bcrypt.MinCost)
	if err != nil {
		return "", err
	}
	file := filepath.Join(o.dir, "htpasswd")
	return file, os.WriteFile(file, []byte(o.user+":"+string(hash)+"\n"), 0o600)
}

func (o *options) withBasicLogin(next http.Handler) http.Handler {
	if o.user == "" {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if user, password, ok := r.BasicAuth(); !ok || user != o.user || password != o.password {
			w.Header().Set("WWW-Authenticate", `Basic realm="tests"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}
