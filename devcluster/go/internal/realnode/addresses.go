//go:build linux

package realnode

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net"
	"net/netip"
	"os"
	"strings"
)

// blocks are where clusters take their addresses from. The second is for machines that use the first one themselves.
var blocks = [][3]string{
	{"10.250.%d.0/30", "10.251.%d.0/24", "10.252.%d.0/24"},
	{"172.28.%d.0/30", "172.29.%d.0/24", "172.30.%d.0/24"},
}

const perBlock = 256

// Addresses of one cluster on this machine. No two clusters share any.
type Addresses struct {
	// Host is this machine as Pods see it.
	Host netip.Addr
	// Uplink is the cluster's end of the cable to Host.
	Uplink netip.Addr
	// Cable has both.
	Cable netip.Prefix
	// Pods is the network of Node and all Pods.
	Pods netip.Prefix
	// Node is the API server, the registry, DNS and the kubelet.
	Node netip.Addr
	// Services are cluster addresses, API the first of them.
	Services netip.Prefix
	API      netip.Addr
	// LoadBalancers are addresses of Services of that type.
	LoadBalancers netip.Prefix
	// Routed is what this machine reaches by way of the cluster's end of the cable, beside Pods.
	Routed netip.Prefix
}

// addressesOf derives everything from the cluster's number.
func addressesOf(number int) Addresses {
	block := blocks[number/perBlock]
	prefix := func(pattern string) netip.Prefix {
		return netip.MustParsePrefix(fmt.Sprintf(pattern, number%perBlock))
	}
	cable, pods, routed := prefix(block[0]), prefix(block[1]), prefix(block[2])
	half := routed.Addr().As4()
	half[3] = 128
	host := cable.Addr().Next()
	return Addresses{
		Host: host, Uplink: host.Next(), Cable: cable,
		Pods: pods, Node: pods.Addr().Next(),
		Services: netip.PrefixFrom(routed.Addr(), 25), API: routed.Addr().Next(),
		LoadBalancers: netip.PrefixFrom(netip.AddrFrom4(half), 25),
		Routed:        routed,
	}
}

// clashes says whether this machine uses one of the addresses already.
func (a Addresses) clashes(used []netip.Prefix) bool {
	for _, other := range used {
		if other.Overlaps(a.Cable) || other.Overlaps(a.Pods) || other.Overlaps(a.Routed) {
			return true
		}
	}
	return false
}

// usedPrefixes are the networks of this machine's cards and of its routes, but for the way to everywhere else.
func usedPrefixes() ([]netip.Prefix, error) {
	var used []netip.Prefix
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return nil, fmt.Errorf("addresses of this machine: %w", err)
	}
	for _, address := range addresses {
		if prefix, err := netip.ParsePrefix(address.String()); err == nil && prefix.Addr().Is4() {
			used = append(used, prefix.Masked())
		}
	}
	routes, err := os.Open("/proc/net/route")
	if err != nil {
		return nil, fmt.Errorf("routes of this machine: %w", err)
	}
	defer routes.Close()
	lines := bufio.NewScanner(routes)
	for lines.Scan() {
		if prefix, ok := routeOf(lines.Text()); ok {
			used = append(used, prefix)
		}
	}
	return used, lines.Err()
}

// routeOf reads a line of /proc/net/route, whose addresses are numbers in the byte order of this machine.
func routeOf(line string) (netip.Prefix, bool) {
	fields := strings.Fields(line)
	if len(fields) < 8 {
		return netip.Prefix{}, false
	}
	destination, err := hex.DecodeString(fields[1])
	if err != nil || len(destination) != 4 {
		return netip.Prefix{}, false
	}
	mask, err := hex.DecodeString(fields[7])
	if err != nil || len(mask) != 4 {
		return netip.Prefix{}, false
	}
	var address, bits [4]byte
	binary.NativeEndian.PutUint32(address[:], binary.BigEndian.Uint32(destination))
	binary.NativeEndian.PutUint32(bits[:], binary.BigEndian.Uint32(mask))
	length, _ := net.IPMask(bits[:]).Size()
	if length == 0 {
		return netip.Prefix{}, false
	}
	return netip.PrefixFrom(netip.AddrFrom4(address), length), true
}
