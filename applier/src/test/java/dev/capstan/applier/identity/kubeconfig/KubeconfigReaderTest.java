package dev.capstan.applier.identity.kubeconfig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigReaderTest {

    private static final String SECRET = "s3cr3t";
    private static final String PEM = Base64.getEncoder().encodeToString("-pem-".getBytes(UTF_8));

    @Test
    void clusterAndUserOfTheCurrentContextAreTaken() {
        Kubeconfig read = usable("""
                current-context: b
                contexts:
                - {name: a, context: {cluster: other, user: other}}
                - {name: b, context: {cluster: edge, user: deployer}}
                clusters:
                - {name: other, cluster: {server: 'http://x', insecure-skip-tls-verify: true}}
                - {name: edge, cluster: {server: 'https://edge.example:6443/k8s', certificate-authority-data: %s}}
                users:
                - {name: other, user: {exec: {command: evil}}}
                - {name: deployer, user: {client-certificate-data: %s, client-key-data: %s, token: %s}}
                """.formatted(PEM, PEM, PEM, SECRET));

        assertThat(read)
                .isEqualTo(new Kubeconfig(
                        URI.create("https://edge.example:6443/k8s"),
                        Optional.of("-pem-"),
                        Optional.of(new Kubeconfig.ClientCertificate("-pem-", "-pem-")),
                        Optional.of("Bearer " + SECRET)));
    }

    @Test
    void onlyContextNeedNotBeCalledCurrent() {
        assertThat(usable("""
                contexts: [{name: a, context: {cluster: edge}}]
                clusters: [{name: edge, cluster: {server: 'https://edge.example'}}]
                """).authorization()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"token: |\n        s3cr3t\n", "token: \"s3cr3t\\r\\n\"", "token: s3cr3t"})
    void lineEndAfterATokenIsTakenOff(String token) {
        assertThat(usable(kubeconfig("server: https://edge.example", token)).authorization())
                .contains("Bearer s3cr3t");
    }

    @Test
    void passwordIsSentAsBasicLogin() {
        assertThat(usable(kubeconfig("server: https://edge.example", "username: u\n      password: p"))
                        .authorization())
                .contains("Basic " + Base64.getEncoder().encodeToString("u:p".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec: {command: s3cr3t}                            | no program is started",
                "auth-provider: {name: gcp, config: {k: s3cr3t}}    | auth-provider",
                "tokenFile: /var/run/s3cr3t                         | tokenFile, and no file is read",
                "client-certificate: /s3cr3t                        | put the content into client-certificate-data",
                "client-key: /s3cr3t                                | put the content into client-key-data",
                "client-key-data: czNjcjN0                          | only one of client-certificate-data",
                "client-certificate-data: '*s3cr3t'                 | client-certificate-data that is not base64",
                "as: s3cr3t                                         | acts as somebody else by 'as'",
                "as-groups: [s3cr3t]                                | acts as somebody else by 'as-groups'",
                "token: 's3cr3t s3cr3t'                             | cannot be sent in a header",
                "token: \"s3cr3t\\nX-Evil: 1\"                      | cannot be sent in a header",
                "{token: s3cr3t, username: s3cr3t}                  | only one of them"
            })
    void t070_credentialsThatAreNotHeldByTheTextAreRefusedWithoutShowingThem(String user, String why) {
        assertThat(unusable(kubeconfig("server: https://edge.example", user)))
                .contains(why)
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{server: 'https://e', insecure-skip-tls-verify: true}     | insecure-skip-tls-verify",
                "{server: 'https://e', insecure-skip-tls-verify: 'true'}   | insecure-skip-tls-verify",
                "{server: 'https://e', certificate-authority: /etc/ca.crt} | certificate-authority-data",
                "{server: 'https://e', certificate-authority-data: '*'}    | not base64",
                "{server: 'https://e', proxy-url: 'http://p'}              | proxy-url",
                "{server: 'https://e', tls-server-name: n}                 | tls-server-name",
                "{server: 'http://e'}                                      | not an https address",
                "{server: 'https://s3cr3t@e'}                              | not an https address",
                "{server: 'https://e?token=s3cr3t'}                        | not an https address",
                "{server: 'https:///x'}                                    | not an https address",
                "{server: 'not an address s3cr3t'}                         | not an address",
                "{server: ''}                                              | no server in its cluster"
            })
    void t071_serverThatCannotBeTrustedIsRefused(String cluster, String why) {
        assertThat(unusable(kubeconfig(cluster, "token: t"))).contains(why).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                                  | not one YAML document",
                "s3cr3t                                                              | not one YAML document",
                "{a: s3cr3t                                                          | not YAML that can be read",
                "{clusters: []}                                                      | 0 contexts and no current-context",
                "{contexts: [{name: a}, {name: b}]}                                  | 2 contexts and no current-context",
                "{current-context: s3cr3t}                                           | names a context that is not among",
                "{contexts: [{name: a}]}                                             | without its context",
                "{contexts: [{name: a, context: {}}]}                                | no cluster in its context",
                "{contexts: [{name: a, context: {cluster: s3cr3t}}]}                 | names a cluster that is not among",
                "{contexts: [{name: a, context: {cluster: c, user: s3cr3t}}], clusters: [{name: c, cluster: {server: 'https://e'}}]} | names a user that is not among"
            })
    void textThatNamesNoClusterIsRefused(String text, String why) {
        assertThat(unusable(text)).contains(why).doesNotContain(SECRET);
    }

    @Test
    void nothingOfTheCredentialsIsPrinted() {
        Kubeconfig read = usable(kubeconfig("server: https://edge.example", "token: " + SECRET));

        assertThat(read.toString()).isEqualTo("Kubeconfig[https://edge.example]");
    }

    private static String kubeconfig(String cluster, String user) {
        return """
                current-context: it
                contexts: [{name: it, context: {cluster: edge, user: deployer}}]
                clusters:
                - name: edge
                  cluster:
                      %s
                users:
                - name: deployer
                  user:
                      %s
                """.formatted(cluster, user);
    }

    private static Kubeconfig usable(String text) {
        return ((KubeconfigReader.Reading.Usable) KubeconfigReader.read(text.getBytes(UTF_8))).kubeconfig();
    }

    private static String unusable(String text) {
        return ((KubeconfigReader.Reading.Unusable) KubeconfigReader.read(text.getBytes(UTF_8))).problem();
    }
}
