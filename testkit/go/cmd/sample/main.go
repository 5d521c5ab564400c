// sample is an application for Pods of tests: small, static, and obedient.
//
//	GET  /              the text of the environment variable MESSAGE
//	GET  /healthz       200 until /break was asked
//	POST /break         /healthz fails from now on
//	GET  /fetch?url=U   asks another server, and answers what that answered
//	GET  /token         asks the API server as this Pod's account who it is, and answers its user name
//	GET  /file?path=F   the content of a file
//	PUT  /file?path=F   writes it
//	POST /eat?mib=N     takes memory and keeps it
//	POST /exit?code=N   ends
//
// It listens on the port of the environment variable PORT (8080), prints what it is asked, and ends in order at SIGTERM.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

const account = "/var/run/secrets/kubernetes.io/serviceaccount/"

var (
	broken atomic.Bool
	eaten  [][]byte
)

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) { answer(w, os.Getenv("MESSAGE"), nil) })
	mux.HandleFunc("GET /healthz", healthz)
	mux.HandleFunc("POST /break", func(http.ResponseWriter, *http.Request) { broken.Store(true) })
	mux.HandleFunc("GET /fetch", func(w http.ResponseWriter, r *http.Request) {
		text, err := fetch(http.DefaultClient, r.FormValue("url"), "")
		answer(w, text, err)
	})
	mux.HandleFunc("GET /token", func(w http.ResponseWriter, _ *http.Request) {
		text, err := whoAmI()
		answer(w, text, err)
	})
	mux.HandleFunc("GET /file", func(w http.ResponseWriter, r *http.Request) {
		content, err := os.ReadFile(r.FormValue("path"))
		answer(w, string(content), err)
	})
	mux.HandleFunc("PUT /file", func(w http.ResponseWriter, r *http.Request) {
		content, err := io.ReadAll(r.Body)
		answer(w, "", errors.Join(err, os.WriteFile(r.URL.Query().Get("path"), content, 0o644)))
	})
	mux.HandleFunc("POST /eat", eat)
	mux.HandleFunc("POST /exit", func(_ http.ResponseWriter, r *http.Request) { os.Exit(number(r, "code")) })

	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	server := http.Server{Addr: ":" + port, Handler: logged(mux)}
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	go func() {
		<-stop.Done()
		_ = server.Shutdown(context.Background())
	}()
	log.Print("listening on ", port)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
	log.Print("ended in order")
}

func logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/healthz" {
			log.Print(r.Method, " ", r.URL)
		}
		next.ServeHTTP(w, r)
	})
}

func answer(w http.ResponseWriter, text string, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	_, _ = io.WriteString(w, text)
}

func healthz(w http.ResponseWriter, _ *http.Request) {
	if broken.Load() {
		http.Error(w, "broken on request", http.StatusServiceUnavailable)
	}
}

func fetch(client *http.Client, url, token string) (string, error) {
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	response, err := client.Do(request.WithContext(ctx))
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode >= 300 {
		err = fmt.Errorf("%s: %s", response.Status, content)
	}
	return string(content), err
}

// whoAmI asks as every client in a Pod does: by the name of the Service, with the mounted token and authority.
func whoAmI() (string, error) {
	token, err := os.ReadFile(account + "token")
	if err != nil {
		return "", err
	}
	authority, err := os.ReadFile(account + "ca.crt")
	if err != nil {
		return "", err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	url := "https://kubernetes.default.svc/apis/authentication.k8s.io/v1/selfsubjectreviews"
	body := `{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}`
	request, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		return "", err
	}
	request.Header.Set("Authorization", "Bearer "+string(token))
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode >= 300 {
		err = fmt.Errorf("%s: %s", response.Status, content)
	}
	return string(content), err
}

func eat(w http.ResponseWriter, r *http.Request) {
	for range number(r, "mib") {
		block := make([]byte, 1<<20)
		for i := range block {
			block[i] = byte(i)
		}
		eaten = append(eaten, block)
	}
	answer(w, fmt.Sprint(len(eaten)), nil)
}

func number(r *http.Request, name string) int {
	value, _ := strconv.Atoi(r.FormValue(name))
	return value
}
