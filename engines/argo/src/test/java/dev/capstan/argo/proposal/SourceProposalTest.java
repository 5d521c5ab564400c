package dev.capstan.argo.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Trees;
import dev.capstan.argo.secret.SecretType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceProposalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "main            | {branch: main}",
                "HEAD            | {name: HEAD}",
                "''              | {name: HEAD}",
                "refs/pull/1/head| {name: refs/pull/1/head}",
                "v1.2.3          | {tag: v1.2.3}",
                "1.x             | {semver: 1.x}",
                "7f1d9c3be2f4d6a8b0c1e3f5a7b9d1c3e5f7a9b1 | {commit: 7f1d9c3be2f4d6a8b0c1e3f5a7b9d1c3e5f7a9b1}",
            })
    void revisionsBecomeReferences(String revision, String reference) {
        JsonNode repository = repository("https://git.example.com/shop", revision);

        assertThat(repository.at("/spec/ref"))
                .isEqualTo(Trees.yaml("ref: " + reference).path("ref"));
    }

    @ParameterizedTest
    @CsvSource({
        "git@github.com:acme/shop.git, ssh://git@github.com/acme/shop.git",
        "ssh://git@github.com:22/acme/shop, ssh://git@github.com:22/acme/shop",
        "https://user:hidden@git.example.com/shop, https://git.example.com/shop",
    })
    void addressesAreWrittenAsFluxWantsThem(String url, String wanted) {
        assertThat(repository(url, "main").at("/spec/url").asText()).isEqualTo(wanted);
    }

    private static JsonNode repository(String url, String revision) {
        return new ProposalScenario()
                .application("shop", "source: {repoURL: '%s', targetRevision: '%s', path: a}".formatted(url, revision))
                .proposed()
                .sources()
                .getFirst();
    }

    @Test
    void twoApplicationsHaveOneRepository() {
        var proposal = new ProposalScenario()
                .application("a", "source: {repoURL: https://git.example.com/shop.git, targetRevision: main, path: a}")
                .application("b", "source: {repoURL: https://Git.example.com/shop, targetRevision: main, path: b}")
                .application("c", "source: {repoURL: https://git.example.com/shop, targetRevision: v1.0.0, path: b}")
                .application("d", "source: {repoURL: https://other.example.com/shop, targetRevision: main, path: b}")
                .proposed();

        assertThat(proposal.sources())
                .extracting(source -> source.at("/metadata/name").asText())
                .containsExactly("shop-main", "shop-v1-0-0", "shop-main-2");
    }

    @Test
    void aSecretIsMadeOfArgoCdsWithoutShowingAValue() {
        var scenario = new ProposalScenario()
                .secret(
                        SecretType.REPOSITORY,
                        "shop",
                        Map.of("url", "https://git.example.com/shop", "proxy", "http://u:hidden@proxy"))
                .secret(
                        SecretType.REPO_CREDS,
                        "example",
                        Map.of("url", "https://git.example.com", "username", "bot", "password", "hidden"))
                .configMap("argocd-tls-certs-cm", Map.of("git.example.com", "PEM"))
                .application("shop", "source: {repoURL: https://git.example.com/shop, targetRevision: main, path: a}");

        JsonNode spec = scenario.part().source().path("spec");
        assertThat(spec.at("/secretRef/name").asText()).isEqualTo("example");
        assertThat(spec.at("/proxySecretRef/name").asText()).isEqualTo("example-proxy");
        assertThat(scenario.notes())
                .contains(
                        "make its Secret: kubectl -n flux-system create secret generic example"
                                + " --from-file=username=<(kubectl -n argocd get secret example -o jsonpath='{.data.username}' | base64 -d)"
                                + " --from-file=password=<(kubectl -n argocd get secret example -o jsonpath='{.data.password}' | base64 -d)"
                                + " --from-file=ca.crt=<(kubectl -n argocd get configmap argocd-tls-certs-cm -o jsonpath='{.data.git\\.example\\.com}')")
                .noneMatch(note -> note.contains("hidden"));
    }

    /** One for all repositories of the host, and nothing of an address that a shell would run. */
    @Test
    void anAuthorityIsTrustedByHost() {
        var scenario = new ProposalScenario()
                .configMap("argocd-tls-certs-cm", Map.of("git.example.com", "PEM"))
                .application("a", "source: {repoURL: 'https://git.example.com/Shop$(reboot)', path: a}")
                .application("b", "source: {repoURL: 'https://git.example.com/other', path: b}");

        assertThat(scenario.proposed().sources())
                .extracting(source -> source.at("/spec/secretRef/name").asText())
                .containsExactly("git-example-com-trust", "git-example-com-trust");
        assertThat(scenario.notes())
                .anyMatch(note -> note.contains("create secret generic git-example-com-trust --from-file=ca.crt="))
                .noneMatch(note -> note.contains("generic Shop") || note.contains("reboot"));
    }

    @Test
    void aLoginInTheAddressOfChartsIsNotShown() {
        var scenario = new ProposalScenario()
                .application("shop", "source: {repoURL: 'https://user:hidden@charts.example.com', chart: web}");

        assertThat(scenario.part().source().at("/spec/url").asText()).isEqualTo("https://charts.example.com");
        assertThat(scenario.proposed().toString() + scenario.notes()).doesNotContain("hidden");
        assertThat(scenario.notes()).anyMatch(note -> note.contains("has a login in it"));
    }

    @Test
    void anSshKeyComesWithHostKeys() {
        var scenario = new ProposalScenario()
                .secret(
                        SecretType.REPOSITORY,
                        "key",
                        Map.of("url", "git@github.com:acme/shop", "sshPrivateKey", "hidden"))
                .application("shop", "source: {repoURL: 'git@github.com:acme/shop', path: a}");

        assertThat(scenario.notes())
                .anyMatch(
                        note -> note.contains("--from-file=identity=<(") && note.contains("--from-file=known_hosts=<("))
                .noneMatch(note -> note.contains("hidden"));
    }

    @Test
    void aGitHubAppIsAProvider() {
        var scenario = new ProposalScenario()
                .secret(
                        SecretType.REPOSITORY,
                        "app",
                        Map.of(
                                "url", "https://github.com/acme/shop",
                                "githubAppID", "1",
                                "githubAppInstallationID", "2",
                                "githubAppPrivateKey", "hidden"))
                .application("shop", "source: {repoURL: 'https://github.com/acme/shop', path: a}");

        assertThat(scenario.part().source().at("/spec/provider").asText()).isEqualTo("github");
        assertThat(scenario.notes()).anyMatch(note -> note.contains("githubAppInstallationID"));
    }

    @Test
    void signedCommitsStayDemanded() {
        var scenario = new ProposalScenario()
                .project("""
                metadata: {name: signed, namespace: argocd}
                spec:
                  sourceRepos: ["*"]
                  destinations: [{server: "*", namespace: "*"}]
                  signatureKeys: [{keyID: 4AEE18F83AFDEB23}, {keyID: "$(reboot)"}]
                """)
                .application("shop", "{project: signed, source: {repoURL: https://git.example.com/shop, path: a}}");

        assertThat(scenario.part().source().at("/spec/verify"))
                .isEqualTo(Trees.yaml("""
                verify: {mode: HEAD, secretRef: {name: signed-signing-keys}}
                """).path("verify"));
        assertThat(scenario.notes())
                .anyMatch(note -> note.contains("--from-file=4AEE18F83AFDEB23.asc=<("))
                .noneMatch(note -> note.contains("reboot"));
    }

    @Test
    void whatVerifyDoesNotDemandOfSignaturesIsSaid() {
        var scenario = new ProposalScenario()
                .project("""
                metadata: {name: signed, namespace: argocd}
                spec:
                  sourceRepos: ["*"]
                  destinations: [{server: "*", namespace: "*"}]
                  sourceIntegrity:
                    git:
                      policies:
                      - repos: [{url: "*"}]
                        gpg: {mode: strict, keys: ["SHA256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]}
                """)
                .application("shop", "{project: signed, source: {repoURL: https://git.example.com/shop, path: a}}");

        assertThat(scenario.part().source().at("/spec/verify/secretRef/name").asText())
                .isEqualTo("signed-signing-keys");
        assertThat(scenario.notes())
                .anyMatch(note -> note.contains("entries that end in .sshpub"))
                .anyMatch(note -> note.startsWith("sourceIntegrity of the project signed: verify takes any key"));
    }

    @Test
    void aSecretThatCannotBeUsedIsSaid() {
        var scenario = new ProposalScenario()
                .secret(SecretType.REPOSITORY, "odd", Map.of("url", "https://git.example.com/shop", "type", "svn"))
                .application("shop", "source: {repoURL: https://git.example.com/shop, path: a}");

        assertThat(scenario.proposed().applications().getFirst().parts()).isEmpty();
        assertThat(scenario.notes()).anyMatch(note -> note.contains("Secret odd"));
    }
}
