package cluster

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"dev.capstan/devcluster/internal/component"
)

const (
	stopGrace    = 3 * time.Second
	restartPause = 500 * time.Millisecond
	startTimeout = 90 * time.Second
	startTries   = 3
)

// process is one part of the cluster in a process of its own. A part that ends by itself is started again; one that was
// stopped or killed on request stays down until it is started on request.
type process struct {
	name    string
	program string // where it is not this one, which has a command of that name
	args    []string
	stage   int // parts of a stage start together, when all of the stages before are ready
	log     string
	ready   func(context.Context) error
	begin   func(*exec.Cmd) error // starts it where parts live

	mutex    sync.Mutex
	lifeline *os.File // the parts' end of the pipe that closes when this process dies
	command  *exec.Cmd
	ended    chan struct{}
	wanted   bool
	failures int // how often the part ended by itself since it was last started on request
}

// start runs the part and waits until it answers. Starting a running part does nothing.
func (p *process) start(ctx context.Context) error {
	p.mutex.Lock()
	p.failures = 0
	p.mutex.Unlock()
	if err := p.launch(); err != nil {
		return err
	}
	return p.awaitReady(ctx)
}

func (p *process) launch() error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.command != nil {
		return nil
	}
	command, err := p.newCommand()
	if err != nil {
		return err
	}
	output, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer output.Close()
	command.Stdout, command.Stderr = output, output
	if err := p.begin(command); err != nil {
		return fmt.Errorf("%s: %w", p.name, err)
	}
	p.command, p.ended, p.wanted = command, make(chan struct{}), true
	go p.watch(command, p.ended)
	return nil
}

// newCommand leaves the lifeline to parts that know it; what they start themselves shall not inherit it.
func (p *process) newCommand() (*exec.Cmd, error) {
	if p.program != "" {
		command := exec.Command(p.program, p.args...)
		command.Env = partEnvironment()
		return command, nil
	}
	executable, err := os.Executable()
	if err != nil {
		return nil, err
	}
	command := exec.Command(executable, append([]string{p.name}, p.args...)...)
	command.ExtraFiles = []*os.File{p.lifeline}
	command.Env = append(partEnvironment(), component.LifelineVariable+"=3")
	return command, nil
}

func (p *process) watch(command *exec.Cmd, ended chan struct{}) {
	err := command.Wait()
	p.mutex.Lock()
	p.command = nil
	again := p.wanted
	if again {
		p.failures++
	}
	p.mutex.Unlock()
	close(ended)
	if !again {
		return
	}
	log.Printf("%s ended by itself (%v), see %s; starting it again", p.name, err, p.log)
	time.Sleep(restartPause)
	p.mutex.Lock()
	again = p.wanted
	p.mutex.Unlock()
	if again {
		if err := p.launch(); err != nil {
			log.Printf("%s: %v", p.name, err)
		}
	}
}

func (p *process) awaitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	for {
		err := p.ready(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s is not ready after %s: %w; its log: %s\n%s", p.name, startTimeout, err, p.log, tail(p.log))
		case <-time.After(25 * time.Millisecond):
		}
		wanted, failures := p.state()
		if !wanted {
			return fmt.Errorf("%s was stopped while it started", p.name)
		}
		if failures >= startTries {
			return fmt.Errorf("%s ended by itself %d times while it started; its log: %s\n%s", p.name, failures, p.log, tail(p.log))
		}
	}
}

// end sends the signal and waits until the part is gone; what outlives the grace time is killed.
func (p *process) end(signal syscall.Signal) error {
	p.mutex.Lock()
	p.wanted = false
	command, ended := p.command, p.ended
	p.mutex.Unlock()
	if command == nil {
		return nil
	}
	if err := command.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("%s: %w", p.name, err)
	}
	select {
	case <-ended:
		return nil
	case <-time.After(stopGrace):
	}
	if err := command.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("%s: %w", p.name, err)
	}
	<-ended
	return nil
}

func (p *process) state() (wanted bool, failures int) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.wanted, p.failures
}

// pid is the process id, or 0 when the part does not run.
func (p *process) pid() int {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.command == nil {
		return 0
	}
	return p.command.Process.Pid
}

// tail is the end of a log, for error messages.
func tail(path string) string {
	const most = 2000
	content, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	return string(content[max(0, len(content)-most):])
}
