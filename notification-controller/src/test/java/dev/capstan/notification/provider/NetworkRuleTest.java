package dev.capstan.notification.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkRuleTest {
    private static final NetworkRule STRICT =
            NetworkRule.allowing(Set.of(), List.of(InetAddress.ofLiteral("10.96.0.1")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "0.1.2.3",
                "::1",
                "::",
                "169.254.169.254",
                "fe80::1",
                "fd00:ec2::254",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "2002:7f00:1::",
                "64:ff9b::a9fe:a9fe",
                "224.0.0.1",
                "10.96.0.1"
            })
    void n084_addressesOfTheNodeTheCloudAndTheApiServerAreRefused(String address) {
        assertThat(STRICT.forbids(InetAddress.ofLiteral(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "10.96.0.2", "192.168.1.1", "2606:2800:220:1::1"})
    void otherAddressesAreAllowed(String address) {
        assertThat(STRICT.forbids(InetAddress.ofLiteral(address))).isEmpty();
    }

    @Test
    void theOperatorCanAllowKindsAndNetworks() {
        var rule = NetworkRule.allowing(
                List.of("loopback", "169.254.7.0/24"), List.of(InetAddress.ofLiteral("10.96.0.1")));

        assertThat(rule.forbids(InetAddress.ofLiteral("127.0.0.1"))).isEmpty();
        assertThat(rule.forbids(InetAddress.ofLiteral("169.254.7.9"))).isEmpty();
        assertThat(rule.forbids(InetAddress.ofLiteral("169.254.8.9"))).contains("a link-local address");
        assertThat(rule.forbids(InetAddress.ofLiteral("10.96.0.1"))).contains("the Kubernetes API server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/x", "everything", ""})
    void anExceptionThatMeansNothingIsRefused(String exception) {
        assertThatThrownBy(() -> NetworkRule.allowing(List.of(exception), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + exception + "'");
    }
}
