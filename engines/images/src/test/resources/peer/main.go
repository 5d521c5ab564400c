// Chooses the latest of tags with Go's own regexp and strconv and with Masterminds' semver, one question per line.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"github.com/Masterminds/semver/v3"
)

type question struct {
	Policy  string
	Range   string
	Order   string
	Filter  bool
	Pattern string
	Extract string
	Tags    []string
}

// answer is the tag, or "none", or "invalid".
func answer(q question) string {
	var constraint *semver.Constraints
	if q.Policy == "semver" {
		c, err := semver.NewConstraint(q.Range)
		if err != nil {
			return "invalid"
		}
		constraint = c
	}
	tags := append([]string{}, q.Tags...)
	sort.Sort(sort.Reverse(sort.StringSlice(tags)))
	original := map[string]string{}
	if q.Filter {
		re, err := regexp.Compile(q.Pattern)
		if err != nil {
			return "invalid"
		}
		for _, tag := range tags {
			match := re.FindStringSubmatchIndex(tag)
			if match == nil {
				continue
			}
			value := tag
			if q.Extract != "" {
				value = string(re.ExpandString(nil, q.Extract, tag, match))
			}
			original[value] = tag
		}
	} else {
		for _, tag := range tags {
			original[tag] = tag
		}
	}
	var values []string
	for value := range original {
		values = append(values, value)
	}
	sort.Sort(sort.Reverse(sort.StringSlice(values)))
	best, found := "", false
	switch q.Policy {
	case "semver":
		var latest *semver.Version
		for _, value := range values {
			if _, err := semver.StrictNewVersion(strings.TrimPrefix(value, "v")); err != nil {
				continue
			}
			version, err := semver.NewVersion(value)
			if err == nil && constraint.Check(version) && (latest == nil || version.GreaterThan(latest)) {
				latest, best, found = version, value, true
			}
		}
	case "alphabetical":
		if len(values) > 0 {
			best, found = values[0], true
			if q.Order == "desc" {
				best = values[len(values)-1]
			}
		}
	case "numerical":
		var latest float64
		for _, value := range values {
			number, err := strconv.ParseFloat(value, 64)
			if err != nil {
				return "none"
			}
			if !found || !(q.Order == "asc" && number < latest || q.Order == "desc" && number > latest) {
				latest, best, found = number, value, true
			}
		}
	}
	if !found {
		return "none"
	}
	return "tag " + original[best]
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	for in.Scan() {
		var q question
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			fmt.Println("broken " + err.Error())
			continue
		}
		fmt.Println(answer(q))
	}
}
