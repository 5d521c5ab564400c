// Command templatepeer runs templates with the text/template of the Go it was compiled with: one JSON request a line
// in, one JSON answer a line out. The values and functions are those of TestValues.java.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"text/template"
)

type request struct {
	Template []byte
	Option   string
}

type answer struct {
	Output []byte
	Error  string
}

type vals map[string]any

func (v vals) Keys() int { return len(v) }

type span int64

func (s span) String() string { return "span!" }

type point struct{ X, Y int }

func (p *point) String() string { return "point!" }

type plain struct {
	Name   string
	Size   int
	Any    any
	hidden string
	Spot   point
	Tags   []string
}

func (p *plain) Maker() func(string, int) string      { return repeat }
func (p *plain) Hello() string                        { return "hello " + p.Name }
func (p *plain) Add(a, b int) int                     { return a + b }
func (p *plain) Join(sep string, parts ...any) string { return sep + ":" + itoa(len(parts)) }
func (p *plain) Fail(text string) (string, error)     { return "", errors.New("failed: " + text) }
func (p *plain) Take(m map[string]any) int            { return len(m) }

func repeat(a string, n int) string { return a + itoa(n) }

func itoa(n int) string {
	b, _ := json.Marshal(n)
	return string(b)
}

func data() map[string]any {
	return map[string]any{
		"s": "hello", "e": "", "u": "héllo wörld \U0001F600", "raw": "a\xffb",
		"i": 42, "neg": -7, "z": 0, "i64": int64(9007199254740993), "i8": int8(-5), "i32": int32(65),
		"u8": uint8(200), "u64": uint64(18446744073709551615), "uint": uint(7),
		"f": 1.5, "big": 1e21, "small": 1e-7, "mil": 1000000.0, "fz": 0.0, "f32": float32(0.1),
		"t": true, "ff": false, "nil": nil,
		"l": []any{"a", 1, 2.5, nil, true}, "el": []any{}, "ss": []string{"x", "y"}, "is": []int{3, 1, 2},
		"by": []byte("bytes\x00\xff"),
		"m":  map[string]any{"a": 1, "b": map[string]any{"c": "deep", "d": []any{1, "x"}}, "nil": nil, "é": 1.0},
		"em": map[string]any{}, "sm": map[string]string{"k": "v", "j": "w"},
		"v":  vals{"x": 1, "y": "two"},
		"st": &plain{Name: "n", Size: 3, hidden: "h", Spot: point{1, 2}, Tags: []string{"p", "q"}},
		"ns": (*plain)(nil), "nl": []any(nil), "nm": map[string]any(nil), "sp": span(-1500),
		"pm": map[point]string{{2, -1}: "high", {1, 3}: "low"},
	}
}

// limited refuses to grow far: ranges over large numbers must end.
type limited struct {
	strings.Builder
	left *int
}

func (l *limited) Write(b []byte) (int, error) {
	if *l.left -= len(b); *l.left < 0 {
		return 0, errors.New("too much output")
	}
	return l.Builder.Write(b)
}

func functions(left *int, t *template.Template) template.FuncMap {
	return template.FuncMap{
		"list": func(v ...any) []any { return v },
		"dict": func(v ...any) map[string]any {
			m := map[string]any{}
			for i := 0; i+1 < len(v); i += 2 {
				if k, ok := v[i].(string); ok {
					m[k] = v[i+1]
				}
			}
			return m
		},
		"fail":    func(text string) (string, error) { return "", errors.New(text) },
		"nothing": func() any { return nil },
		"int64":   func(n int) int64 { return int64(n) },
		"float":   func(f float64) float64 { return f },
		"uint8":   func(n uint8) uint8 { return n },
		"bool":    func(b bool) bool { return b },
		"size":    func(m map[string]any) int { return len(m) },
		"count":   func(l []any) int { return len(l) },
		"join":    func(sep string, parts ...string) string { return strings.Join(parts, sep) },
		"upper":   strings.ToUpper,
		"include": func(name string, d any) (string, error) {
			b := limited{left: left}
			err := t.ExecuteTemplate(&b, name, d)
			return b.String(), err
		},
	}
}

func run(r request) (a answer) {
	t := template.New("set")
	left := 1 << 16
	t.Funcs(functions(&left, t))
	t.Option("missingkey=" + r.Option)
	if _, err := t.New("dir/main.yaml").Parse(string(r.Template)); err != nil {
		return answer{Error: err.Error()}
	}
	b := limited{left: &left}
	err := t.ExecuteTemplate(&b, "dir/main.yaml", data())
	a.Output = []byte(b.String())
	if err != nil {
		a.Error = err.Error()
	}
	return a
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		var r request
		if err := json.Unmarshal(line, &r); err != nil {
			panic(err)
		}
		if err := out.Encode(run(r)); err != nil {
			panic(err)
		}
	}
}
