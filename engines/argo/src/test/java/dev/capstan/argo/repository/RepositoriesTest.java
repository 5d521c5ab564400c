package dev.capstan.argo.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.repository.Repositories.Lookup;
import dev.capstan.argo.secret.ArgoSecret;
import dev.capstan.argo.secret.SecretType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepositoriesTest {
    private static final String URL = "https://git.example.com/acme/app.git";

    private static ArgoSecret secret(String name, SecretType type, String... keysAndValues) {
        var data = new HashMap<String, byte[]>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            data.put(keysAndValues[i], keysAndValues[i + 1].getBytes(UTF_8));
        }
        return new ArgoSecret(name, Map.of(SecretType.LABEL, type.label()), Map.of(), data);
    }

    private static Repository found(Lookup lookup) {
        return switch (lookup) {
            case Lookup.Found(Repository repository) -> repository;
            case Lookup.Unusable(String why) -> throw new AssertionError(why);
        };
    }

    @Test
    void aRepositoryNeedsNoSecret() {
        Repository repository = found(Repositories.of(List.of()).find(URL, "team"));

        assertThat(repository).isEqualTo(Repository.open(URL));
        assertThat(repository.credentials().isEmpty()).isTrue();
    }

    @Test
    void theSecretOfTheProjectComesFirst() {
        Repositories repositories = Repositories.of(List.of(
                secret("a", SecretType.REPOSITORY, "url", URL, "password", "of-all"),
                secret("b", SecretType.REPOSITORY, "url", URL, "password", "of-team", "project", "team"),
                secret("c", SecretType.REPOSITORY, "url", URL, "password", "of-other", "project", "other")));

        assertThat(found(repositories.find(URL, "team")).credentials().password())
                .isEqualTo("of-team");
        assertThat(found(repositories.find(URL, "third")).credentials().password())
                .isEqualTo("of-all");
    }

    @Test
    void theSecretOfAnotherProjectIsNotUsed() {
        Repositories repositories = Repositories.of(
                List.of(secret("c", SecretType.REPOSITORY, "url", URL, "password", "x", "project", "other")));

        assertThat(found(repositories.find(URL, "team")).credentials().isEmpty())
                .isTrue();
        assertThat(found(repositories.find(URL, "")).credentials().isEmpty()).isTrue();
        assertThat(repositories.urlsOf("other")).containsExactly(URL);
        assertThat(repositories.urlsOf("")).isEmpty();
    }

    @Test
    void aNameMeansTheProjectsOwnRepositoryBeforeThatOfAll() {
        Repositories repositories = Repositories.of(List.of(
                secret("a", SecretType.REPOSITORY, "url", URL, "name", "charts"),
                secret("b", SecretType.REPOSITORY, "url", URL + "/own", "name", "charts", "project", "team")));

        assertThat(repositories.urlNamed("charts", "team")).contains(URL + "/own");
        assertThat(repositories.urlNamed("charts", "third")).contains(URL);
        assertThat(repositories.urlNamed("nosuch", "team")).isEmpty();
        assertThat(repositories.urlNamed("", "team")).isEmpty();
    }

    @Test
    void theLongestPrefixGivesCredentialsToThoseWithout() {
        Repositories repositories = Repositories.of(List.of(
                secret("host", SecretType.REPO_CREDS, "url", "https://git.example.com", "password", "host"),
                secret("org", SecretType.REPO_CREDS, "url", "https://git.example.com/acme", "password", "org"),
                secret("repo", SecretType.REPOSITORY, "url", URL, "insecure", "true")));

        Repository repository = found(repositories.find(URL, "team"));

        assertThat(repository.credentials().password()).isEqualTo("org");
        assertThat(repository.transport().isInsecure()).isTrue();
        assertThat(found(repositories.find("https://git.example.com/other/app", "team"))
                        .credentials()
                        .password())
                .isEqualTo("host");
    }

    @Test
    void credentialsOfAPrefixChangeNothingElseOfARepository() {
        Repositories repositories = Repositories.of(List.of(
                secret("host", SecretType.REPO_CREDS, "url", "registry.example.com", "password", "host"),
                secret(
                        "charts",
                        SecretType.REPOSITORY,
                        "url",
                        "registry.example.com/charts",
                        "type",
                        "helm",
                        "enableOCI",
                        "true",
                        "insecureOCIForceHttp",
                        "true")));

        Repository repository = found(repositories.find("registry.example.com/charts", "team"));

        assertThat(repository.credentials().password()).isEqualTo("host");
        assertThat(repository.transport().isOci()).isTrue();
        assertThat(repository.transport().usesPlainHttp()).isTrue();
    }

    @Test
    void ownCredentialsAreNotMixedWithThoseOfAPrefix() {
        Repositories repositories = Repositories.of(List.of(
                secret("org", SecretType.REPO_CREDS, "url", "https://git.example.com", "password", "org"),
                secret("repo", SecretType.REPOSITORY, "url", URL, "username", "me")));

        Credentials credentials = found(repositories.find(URL, "team")).credentials();

        assertThat(credentials.username()).isEqualTo("me");
        assertThat(credentials.password()).isEmpty();
    }

    @Test
    void credentialsOfAPrefixNeverGoToAnotherHost() {
        Repositories repositories = Repositories.of(
                List.of(secret("org", SecretType.REPO_CREDS, "url", "https://git.example.com", "password", "x")));

        assertThat(found(repositories.find("https://git.example.com.evil.org/acme/app", "team"))
                        .credentials()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aSecretThatCannotBeReadIsNotPassedOver() {
        Repositories repositories = Repositories.of(List.of(
                secret("bad", SecretType.REPOSITORY, "url", URL, "insecure", "hunter2"),
                secret("org", SecretType.REPO_CREDS, "url", "https://git.example.com", "password", "x")));

        assertThat(repositories.find(URL, "team"))
                .isEqualTo(new Lookup.Unusable("Secret bad: the key 'insecure' must be \"true\" or \"false\""));
        assertThat(repositories.notices())
                .containsExactly("Secret bad: the key 'insecure' must be \"true\" or \"false\"");
    }

    @Test
    void whatIsNotActedOnIsNamed() {
        Repositories repositories = Repositories.of(List.of(secret(
                "repo",
                SecretType.REPOSITORY,
                "url",
                URL,
                "enableLfs",
                "true",
                "depth",
                "1",
                "forceHttpBasicAuth",
                "false",
                "insecureIgnoreHostKey",
                "true",
                "useAzureWorkloadIdentity",
                "true",
                "colour",
                "blue")));

        assertThat(repositories.notices())
                .containsExactly(
                        "Secret repo: the key 'enableLfs' is not acted on: files of Git LFS are not fetched",
                        "Secret repo: the key 'depth' is not acted on: whole histories are kept, and fetched once",
                        "Secret repo: the key 'useAzureWorkloadIdentity' is not acted on: identities of Azure are not"
                                + " used",
                        "Secret repo: the key 'colour' is not known");
    }

    @Test
    void readsAGitHubApp() {
        Repositories repositories = Repositories.of(List.of(secret(
                "app",
                SecretType.REPO_CREDS,
                "url",
                "https://github.com/acme",
                "githubAppID",
                "12",
                "githubAppInstallationID",
                "34",
                "githubAppPrivateKey",
                "key")));

        assertThat(found(repositories.find("https://github.com/acme/app", "team"))
                        .credentials()
                        .gitHubApp())
                .contains(new GitHubApp(12, 34, "key", ""));
    }

    @Test
    void nothingShowsASecret() {
        Repositories repositories = Repositories.of(List.of(secret(
                "repo",
                SecretType.REPOSITORY,
                "url",
                URL,
                "password",
                "hunter2",
                "sshPrivateKey",
                "hunter3",
                "proxy",
                "http://u:hunter4@proxy")));

        Repository repository = found(repositories.find(URL, "team"));

        assertThat(repository.toString()).doesNotContain("hunter");
        assertThat(repository.credentials()).hasToString("user and password, SSH key");
        assertThat(repository.credentials().secrets()).containsExactlyInAnyOrder("hunter2", "hunter3");
    }

    @Test
    void halfAClientCertificateIsRefused() {
        assertThat(RepositorySecret.read(secret("r", SecretType.REPOSITORY, "url", URL, "tlsClientCertData", "x")))
                .isEqualTo(new RepositorySecret.Read.Unusable(
                        "r", URL, "", "Secret r: the keys 'tlsClientCertData' and 'tlsClientCertKey' belong together"));
    }
}
