package dev.capstan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
    private static final InetAddress API_SERVER = InetAddress.ofLiteral("10.96.0.1");
    private static final AddressRule RULE = AddressRule.allowing(Set.of(), List.of(API_SERVER));

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, a loopback address",
        "127.8.8.8, a loopback address",
        "0.0.0.0, a loopback address",
        "0.1.2.3, an address of this host",
        "::1, a loopback address",
        "::, a loopback address",
        "::ffff:127.0.0.1, a loopback address",
        "::127.0.0.1, a loopback address",
        "::ffff:0:127.0.0.1, a loopback address",
        "2002:7f00:1::, a loopback address",
        "64:ff9b::7f00:1, a loopback address",
        "64:ff9b:1::7f00:1, a loopback address",
        "64:ff9b:1:7f00:0:100::, a loopback address",
        "2001:0:4136:e378:8000:63bf:80ff:fffe, a loopback address",
        "2a00::5efe:7f00:1, a loopback address",
        "169.254.169.254, a link-local address",
        "169.254.0.1, a link-local address",
        "fe80::1, a link-local address",
        "::ffff:169.254.169.254, a link-local address",
        "64:ff9b::a9fe:a9fe, a link-local address",
        "2002:a9fe:a9fe::1, a link-local address",
        "fd00:ec2::254, the metadata service of a cloud",
        "fd20:ce::254, the metadata service of a cloud",
        "100.100.100.200, the metadata service of a cloud",
        "168.63.129.16, the metadata service of a cloud",
        "192.0.0.192, the metadata service of a cloud",
        "64:ff9b::6464:64c8, the metadata service of a cloud",
        "224.0.0.1, a multicast address",
        "ff02::1, a multicast address",
        "255.255.255.255, a reserved address",
        "240.0.0.1, a reserved address",
        "10.96.0.1, the Kubernetes API server",
        "::ffff:10.96.0.1, the Kubernetes API server",
        "64:ff9b::a60:1, the Kubernetes API server"
    })
    void forbids(String address, String why) {
        assertThat(RULE.forbids(InetAddress.ofLiteral(address))).contains(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "93.184.216.34",
                "1.1.1.1",
                "2606:2800:220:1:248:1893:25c8:1946",
                "fd12:3456::1",
                "64:ff9b::a00:1",
                "2002:a00:1::"
            })
    void allowsPrivateAndPublicAddresses(String address) {
        assertThat(RULE.forbids(InetAddress.ofLiteral(address))).isEmpty();
    }

    @Test
    void exceptionsAreWordsOrNetworks() {
        var rule = AddressRule.allowing(Set.of("loopback", "api-server", "169.254.10.0/24"), List.of(API_SERVER));

        assertThat(rule.forbids(InetAddress.ofLiteral("127.0.0.1"))).isEmpty();
        assertThat(rule.forbids(API_SERVER)).isEmpty();
        assertThat(rule.forbids(InetAddress.ofLiteral("169.254.10.7"))).isEmpty();
        assertThat(rule.forbids(InetAddress.ofLiteral("64:ff9b::a9fe:a07"))).isEmpty();
        assertThat(rule.forbids(InetAddress.ofLiteral("169.254.169.254"))).isPresent();
        assertThat(rule.forbids(InetAddress.ofLiteral("224.0.0.1"))).isPresent();
    }

    @Test
    void switchesAllowWhatTheyName() {
        var local = AddressRule.with(true, false, List.of());
        var neighbours = AddressRule.with(false, true, List.of());

        assertThat(local.forbids(InetAddress.ofLiteral("::1"))).isEmpty();
        assertThat(local.forbids(InetAddress.ofLiteral("169.254.169.254"))).isPresent();
        assertThat(neighbours.forbids(InetAddress.ofLiteral("169.254.169.254"))).isEmpty();
        assertThat(neighbours.forbids(InetAddress.ofLiteral("127.0.0.1"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything", "10.0.0.0/33", "10.0.0.0/x", "example.com", ""})
    void otherExceptionsAreRefused(String exception) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRule.allowing(Set.of(exception), List.of()))
                .withMessageContaining("a network such as 10.1.0.0/16");
    }
}
