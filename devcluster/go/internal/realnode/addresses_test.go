//go:build linux

package realnode

import (
	"net/netip"
	"testing"
)

func TestNoTwoClustersShareAnAddress(t *testing.T) {
	var taken []netip.Prefix
	for number := range perBlock * len(blocks) {
		own := addressesOf(number)
		if number < 3 && own.clashes(taken) {
			t.Errorf("cluster %d has addresses of another: %+v", number, own)
		}
		taken = append(taken, own.Cable, own.Pods, own.Routed)
	}
	for i, one := range taken {
		for _, other := range taken[i+1:] {
			if one.Overlaps(other) {
				t.Fatalf("%s overlaps %s", one, other)
			}
		}
	}
}

func TestAddressesOfAClusterFitTogether(t *testing.T) {
	own := addressesOf(perBlock + 7)
	if !own.Cable.Contains(own.Host) || !own.Cable.Contains(own.Uplink) || own.Host == own.Uplink {
		t.Errorf("the cable does not join both ends: %+v", own)
	}
	if !own.Pods.Contains(own.Node) || !own.Services.Contains(own.API) {
		t.Errorf("node and API server are outside of their networks: %+v", own)
	}
	if own.Services.Overlaps(own.LoadBalancers) {
		t.Errorf("Services and load balancers share addresses: %+v", own)
	}
	if !own.Routed.Overlaps(own.Services) || !own.Routed.Overlaps(own.LoadBalancers) {
		t.Errorf("Services are not reached from the machine: %+v", own)
	}
}

func TestAddressesThatTheMachineUsesAreAvoided(t *testing.T) {
	for _, used := range []string{"10.0.0.0/8", "10.251.0.0/16", "10.252.3.200/32", "10.250.3.0/30"} {
		if !addressesOf(3).clashes([]netip.Prefix{netip.MustParsePrefix(used)}) {
			t.Errorf("%s is used, and cluster 3 takes it", used)
		}
	}
	if addressesOf(3).clashes([]netip.Prefix{netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("10.251.4.0/24")}) {
		t.Error("a free network was refused")
	}
}

func TestRoutesAreReadAsTheKernelWritesThem(t *testing.T) {
	for line, expected := range map[string]string{
		"eth0\t0000FB0A\t02FFFA0A\t0003\t0\t0\t0\t00FFFFFF\t0\t0\t0": "10.251.0.0/24",
		"tun0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0": "10.0.0.0/8",
		"tun0\t0100C80A\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0": "10.200.0.1/32",
	} {
		found, ok := routeOf(line)
		if !ok || found.String() != expected {
			t.Errorf("%q is read as %v, not as %s", line, found, expected)
		}
	}
	for _, line := range []string{
		"Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
		"eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0",
		"",
	} {
		if found, ok := routeOf(line); ok {
			t.Errorf("%q is read as the route %s", line, found)
		}
	}
}
