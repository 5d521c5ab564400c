package component

// NodePart runs a part of a real node, where this program has one of that name, and returns its exit code.
func NodePart(name string, args []string) (code int, known bool) {
	part, known := nodeParts[name]
	if !known {
		return 0, false
	}
	return part(args), true
}
