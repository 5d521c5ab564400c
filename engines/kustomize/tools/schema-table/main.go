// Command schema-table writes what the kustomize engine needs of the Kubernetes OpenAPI document: which lists merge by which
// keys, and which kinds are certainly not namespaced. Everything that leads to neither is left out, so that the table is small.
//
//	go run . > ../../src/main/resources/dev/capstan/kustomize/schema/kubernetes.tsv
//
// The document is the one that kustomize of the same line carries (kyaml's version in go.mod), so that both merge alike.
package main

import (
	"fmt"
	"os"
	"sort"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/openapi"
	"sigs.k8s.io/kustomize/kyaml/yaml"
	"k8s.io/kube-openapi/pkg/validation/spec"
)

// A node of the reduced schema. Equal nodes are written once and referred to by number.
type node struct {
	fields   map[string]*node // of an object
	elements *node            // of a list
	values   *node            // of a map
	strategy string
	keys     []string
}

var definitions spec.Definitions
var inProgress = map[string]bool{}
var known = map[string]*node{}

func definition(name string) *node {
	if n, ok := known[name]; ok {
		return n
	}
	if inProgress[name] {
		return nil // recursive types (JSON schemas) hold no merging list
	}
	inProgress[name] = true
	d := definitions[name]
	n := reduce(&d)
	delete(inProgress, name)
	known[name] = n
	return n
}

func reduce(s *spec.Schema) *node {
	if ref := s.Ref.String(); ref != "" {
		return definition(strings.TrimPrefix(ref, "#/definitions/"))
	}
	n := &node{fields: map[string]*node{}}
	if v, ok := s.Extensions["x-kubernetes-patch-strategy"].(string); ok {
		n.strategy = v
		if list, ok := s.Extensions["x-kubernetes-list-map-keys"].([]interface{}); ok {
			for _, k := range list {
				n.keys = append(n.keys, k.(string))
			}
		} else if k, ok := s.Extensions["x-kubernetes-patch-merge-key"].(string); ok {
			n.keys = []string{k}
		}
	}
	for name := range s.Properties {
		p := s.Properties[name]
		if child := reduce(&p); child != nil {
			n.fields[name] = child
		}
	}
	if s.Items != nil && s.Items.Schema != nil && len(s.Type) == 1 && s.Type[0] == "array" {
		n.elements = reduce(s.Items.Schema)
	}
	if s.AdditionalProperties != nil && s.AdditionalProperties.Schema != nil {
		n.values = reduce(s.AdditionalProperties.Schema)
	}
	if len(n.fields) == 0 && n.elements == nil && n.values == nil && !strings.Contains(","+n.strategy+",", ",merge,") {
		return nil
	}
	return n
}

var numbers = map[string]int{}
var rows []string

func number(n *node) int {
	if n == nil {
		return -1
	}
	var parts []string
	if n.strategy != "" {
		parts = append(parts, "s="+n.strategy)
	}
	if len(n.keys) > 0 {
		parts = append(parts, "k="+strings.Join(n.keys, ","))
	}
	if n.elements != nil {
		parts = append(parts, fmt.Sprintf("e=%d", number(n.elements)))
	}
	if n.values != nil {
		parts = append(parts, fmt.Sprintf("v=%d", number(n.values)))
	}
	names := make([]string, 0, len(n.fields))
	for name := range n.fields {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		parts = append(parts, fmt.Sprintf("f=%s:%d", name, number(n.fields[name])))
	}
	row := strings.Join(parts, " ")
	if i, ok := numbers[row]; ok {
		return i
	}
	i := len(rows)
	numbers[row] = i
	rows = append(rows, row)
	return i
}

func main() {
	definitions = openapi.Schema().Definitions
	roots := map[string]int{}
	named := map[string]int{}
	clusterScoped := map[string]bool{}
	names := make([]string, 0, len(definitions))
	for name := range definitions {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		d := definitions[name]
		if n := definition(name); n != nil {
			named[name] = number(n)
		}
		kinds, _ := d.Extensions["x-kubernetes-group-version-kind"].([]interface{})
		for _, k := range kinds {
			m := k.(map[string]interface{})
			group, _ := m["group"].(string)
			if strings.HasSuffix(group, "config.k8s.io") && strings.HasPrefix(group, "kustomize") {
				continue
			}
			apiVersion := m["version"].(string)
			if group != "" {
				apiVersion = group + "/" + apiVersion
			}
			id := apiVersion + " " + m["kind"].(string)
			if n := definition(name); n != nil {
				roots[id] = number(n)
			}
			if openapi.IsCertainlyClusterScoped(yaml.TypeMeta{APIVersion: apiVersion, Kind: m["kind"].(string)}) {
				clusterScoped[id] = true
			}
		}
	}
	// Kinds that are younger than the document, and that kustomize knows to have no namespace.
	for _, kind := range []string{"ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"} {
		clusterScoped["admissionregistration.k8s.io/v1 "+kind] = true
	}
	w := os.Stdout
	fmt.Fprintln(w, "# Made by tools/schema-table; do not edit. N: node number, then s=strategy k=merge keys e=elements v=map values f=field:node. K: kind and its node. D: definition and its node. C: kind without namespace")
	for i, row := range rows {
		fmt.Fprintf(w, "N %d %s\n", i, row)
	}
	for _, id := range sortedInts(roots) {
		fmt.Fprintf(w, "K %s %d\n", id, roots[id])
	}
	for _, name := range sortedInts(named) {
		fmt.Fprintf(w, "D %s %d\n", name, named[name])
	}
	for _, id := range sortedBools(clusterScoped) {
		fmt.Fprintf(w, "C %s\n", id)
	}
}

func sortedInts(m map[string]int) []string {
	ids := make([]string, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	return ids
}

func sortedBools(m map[string]bool) []string {
	ids := make([]string, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	return ids
}
