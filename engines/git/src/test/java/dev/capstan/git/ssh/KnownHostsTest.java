package dev.capstan.git.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTest {
    private static final InetSocketAddress SOMEWHERE =
            InetSocketAddress.createUnresolved(InetAddress.getLoopbackAddress().getHostAddress(), 1);

    private static final KeyPair RSA = generate("RSA");
    private static final KeyPair OLD_RSA = generate("RSA");
    private static final KeyPair ECDSA = generate("EC");

    @Test
    void theOrderOfLinesDoesNotMatter() throws IOException {
        var oldFirst = hosts(line("git.example", OLD_RSA), line("git.example", ECDSA));
        var oldLast = hosts(line("git.example", ECDSA), line("git.example", OLD_RSA));

        for (var hosts : List.of(oldFirst, oldLast)) {
            assertThat(hosts.lookup("", SOMEWHERE, configuration()))
                    .first()
                    .satisfies(key -> assertThat(KeyUtils.compareKeys(key, ECDSA.getPublic()))
                            .isTrue());
            assertThat(accepts(hosts, ECDSA)).isTrue();
        }
    }

    @Test
    void anotherKeyIsRefusedWithItsKindAndTheLineThatDisagrees() throws IOException {
        var hosts = hosts("# a comment", line("git.example", ECDSA), line("git.example", OLD_RSA));

        assertThat(accepts(hosts, RSA)).isFalse();
        assertThat(hosts.refusal()).contains("ssh-rsa key SHA256:").contains("line 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "github.com ssh-rsa AAAAB3Nz",
                "github.com",
                "<!DOCTYPE html>",
                "garbage line",
                "git.example ssh-dss AAAAB3NzaC1kc3MAAACB"
            })
    void aLineThatCannotBeReadIsPassedOver(String bad) throws IOException {
        assertThat(accepts(hosts(bad, line("git.example", ECDSA)), ECDSA)).isTrue();
    }

    @Test
    void linesThatCannotBeReadAreNamedWhenNothingFits() throws IOException {
        var hosts = hosts("git.example ssh-rsa AAAAB3Nz", line("other.example", ECDSA));

        assertThat(accepts(hosts, RSA)).isFalse();
        assertThat(hosts.refusal()).contains("no entry for git.example").contains("cannot be read: 1");
        assertThatThrownBy(() -> hosts("git.example ssh-rsa AAAAB3Nz"))
                .hasMessage("known_hosts holds no usable host key; these lines cannot be read: 1");
    }

    @Test
    void aRevocationThatCannotBeReadIsNotPassedOver() {
        assertThatThrownBy(() -> hosts("@revoked * ssh-rsa AAAAB3Nz", line("git.example", ECDSA)))
                .hasMessageContaining("line 1 of known_hosts, which revokes a key");
    }

    @ParameterizedTest
    @ValueSource(ints = {22, 2222})
    void aRevokedKeyIsRefusedWhateverThePort(int port) throws IOException {
        var hosts = KnownHosts.parse(
                "@revoked " + line("*", ECDSA) + "\n" + line("[git.example]:2222,git.example", ECDSA),
                "git.example",
                port);

        assertThat(accepts(hosts, ECDSA)).isFalse();
        assertThat(hosts.refusal()).contains("marked as revoked in line 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "[git.example]:2222", "[*]:2222", "git.example"})
    void namesForAHostAtAnotherPort(String name) throws IOException {
        assertThat(accepts(KnownHosts.parse(line(name, ECDSA), "git.example", 2222), ECDSA))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[git.example]:2223", "other.example", "!git.example,git.example"})
    void namesOfOthers(String name) throws IOException {
        assertThat(accepts(KnownHosts.parse(line(name, ECDSA), "git.example", 2222), ECDSA))
                .isFalse();
    }

    private static KnownHosts hosts(String... lines) throws IOException {
        return KnownHosts.parse(String.join("\n", lines), "git.example", 22);
    }

    private static String line(String names, KeyPair key) {
        return names + " " + PublicKeyEntry.toString(key.getPublic());
    }

    private static boolean accepts(KnownHosts hosts, KeyPair shown) {
        return hosts.accept("", SOMEWHERE, shown.getPublic(), configuration(), CredentialsProvider.getDefault());
    }

    private static KeyPair generate(String algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServerKeyDatabase.Configuration configuration() {
        return new ServerKeyDatabase.Configuration() {
            @Override
            public List<String> getUserKnownHostsFiles() {
                return List.of();
            }

            @Override
            public List<String> getGlobalKnownHostsFiles() {
                return List.of();
            }

            @Override
            public StrictHostKeyChecking getStrictHostKeyChecking() {
                return StrictHostKeyChecking.REQUIRE_MATCH;
            }

            @Override
            public boolean getHashKnownHosts() {
                return false;
            }

            @Override
            public String getUsername() {
                return "git";
            }
        };
    }
}
