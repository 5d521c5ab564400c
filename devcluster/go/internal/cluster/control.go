package cluster

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
)

// serveControl answers, on loopback and to holders of the cluster's token only:
//
//	GET  /components               process id per component, 0 when it is down
//	POST /components/NAME/ACTION   stop, kill, start or restart; answers when it is done
func (r *running) serveControl() error {
	listener, err := net.Listen("tcp", strings.TrimPrefix(r.description.Control, "http://"))
	if err != nil {
		return fmt.Errorf("control: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /components", r.answerStatus)
	mux.HandleFunc("POST /components/{name}/{action}", r.answerAction)
	r.control = &http.Server{Handler: r.authorised(mux)}
	go func() {
		if err := r.control.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Printf("control: %v", err)
		}
	}()
	return nil
}

func (r *running) authorised(next http.Handler) http.Handler {
	expected := []byte("Bearer " + r.description.ControlToken)
	return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		if subtle.ConstantTimeCompare([]byte(request.Header.Get("Authorization")), expected) != 1 {
			http.Error(response, "the cluster's token is needed", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(response, request)
	})
}

func (r *running) answerStatus(response http.ResponseWriter, _ *http.Request) {
	pids := map[string]int{}
	for _, part := range r.processes {
		pids[part.name] = part.pid()
	}
	response.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(response).Encode(pids); err != nil {
		log.Printf("control: %v", err)
	}
}

func (r *running) answerAction(response http.ResponseWriter, request *http.Request) {
	part, err := r.find(request.PathValue("name"))
	if err != nil {
		http.Error(response, err.Error(), http.StatusNotFound)
		return
	}
	if err := act(request.Context(), part, request.PathValue("action")); err != nil {
		http.Error(response, err.Error(), http.StatusInternalServerError)
		return
	}
	response.WriteHeader(http.StatusNoContent)
}

func act(ctx context.Context, part *process, action string) error {
	switch action {
	case "stop":
		return part.end(syscall.SIGTERM)
	case "kill":
		return part.end(syscall.SIGKILL)
	case "start":
		return part.start(ctx)
	case "restart":
		if err := part.end(syscall.SIGKILL); err != nil {
			return err
		}
		return part.start(ctx)
	default:
		return fmt.Errorf("unknown action %q; there are: stop, kill, start, restart", action)
	}
}

// Control changes a running cluster from outside.
func Control(args []string) error {
	flags := flag.NewFlagSet("control", flag.ExitOnError)
	directory := flags.String("dir", "", "the cluster's folder")
	if err := flags.Parse(args); err != nil {
		return err
	}
	method, path := http.MethodGet, "/components"
	switch rest := flags.Args(); {
	case len(rest) == 2:
		method, path = http.MethodPost, "/components/"+rest[1]+"/"+rest[0]
	case len(rest) != 1 || rest[0] != "status":
		return errors.New("usage: devcluster control --dir DIR status | stop|kill|start|restart COMPONENT")
	}
	description, err := readDescription(*directory)
	if err != nil {
		return fmt.Errorf("control: no cluster runs in %s: %w", *directory, err)
	}
	request, err := http.NewRequest(method, description.Control+path, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+description.ControlToken)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("control: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		reason, _ := io.ReadAll(response.Body)
		return fmt.Errorf("control: %s", strings.TrimSpace(string(reason)))
	}
	_, err = io.Copy(os.Stdout, response.Body)
	return err
}
