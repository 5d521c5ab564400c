package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.repository.Credentials;
import dev.capstan.argo.repository.GitHubApp;
import dev.capstan.argo.repository.Repository;
import dev.capstan.argo.survey.Installation;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Secrets that repositories need: named by the objects, and to be made by commands that copy what Argo CD's hold. */
final class RepositorySecrets {
    private static final String CERTIFICATES = "argocd-tls-certs-cm";

    private final ProposalSettings settings;
    private final Map<String, String> certificates;

    RepositorySecrets(ProposalSettings settings, Installation installation) {
        this.settings = settings;
        this.certificates = installation.configMaps().getOrDefault(CERTIFICATES, Map.of());
    }

    /**
     * Login and trust of a GitRepository.
     *
     * @param login the Secret of Argo CD with the credentials
     */
    void git(ObjectNode spec, Repository repository, Optional<String> login, Notes notes) {
        String url = spec.path("url").asText();
        String name = login.orElseGet(() -> FreeNames.of(host(url).orElse(url) + "-trust"));
        var command = new SecretCommand(settings, name);
        login.ifPresent(secret -> {
            if (url.startsWith("ssh://")) {
                command.fromSecret("identity", secret, "sshPrivateKey")
                        .fromConfigMap("known_hosts", "argocd-ssh-known-hosts-cm", "ssh_known_hosts");
            } else if (repository.credentials().gitHubApp().isPresent()) {
                spec.put("provider", "github");
                gitHubApp(command, secret, repository.credentials().gitHubApp().get());
            } else {
                basic(command, secret, repository.credentials(), true);
                clientCertificate(command, secret, repository.credentials());
            }
        });
        authority(command, url);
        refer(spec, "secretRef", name, command, notes);
        trust(repository, notes);
        if (!repository.transport().proxy().isEmpty()) {
            String proxy = name + "-proxy";
            spec.putObject("proxySecretRef").put("name", proxy);
            notes.todo("make the Secret " + proxy + " with the URL of the proxy as 'address', and perhaps 'username'"
                    + " and 'password'");
        }
    }

    /** Login and trust of a HelmRepository. */
    void charts(ObjectNode spec, Repository repository, Optional<String> login, Notes notes) {
        login.ifPresent(secret -> {
            var command = new SecretCommand(settings, secret);
            basic(command, secret, repository.credentials(), false);
            refer(spec, "secretRef", secret, command, notes);
        });
        String url = spec.path("url").asText();
        String trust = FreeNames.of(login.orElseGet(() -> host(url).orElse(url)) + "-tls");
        var command = new SecretCommand(settings, trust);
        login.ifPresent(secret -> clientCertificate(command, secret, repository.credentials()));
        authority(command, url);
        refer(spec, "certSecretRef", trust, command, notes);
        trust(repository, notes);
        if (!repository.transport().proxy().isEmpty()) {
            notes.missing("a HelmRepository has no proxy of its own; give source-controller HTTPS_PROXY");
        }
    }

    /** Login of an OCIRepository. */
    void registry(ObjectNode spec, Repository repository, Optional<String> login, Notes notes) {
        login.ifPresent(secret -> {
            String name = secret + "-pull";
            spec.putObject("secretRef").put("name", name);
            notes.todo(
                    "make the Secret %s of type docker-registry with user and password of %s/%s: kubectl -n %s create secret docker-registry %s --docker-server=... --docker-username=... --docker-password=..."
                            .formatted(name, settings.controlPlane(), secret, settings.namespace(), name));
        });
        trust(repository, notes);
    }

    /** The keys by which commits must be signed. Without the Secret nothing is fetched. */
    void verification(ObjectNode spec, ProjectFacts project, Set<String> keys, Notes notes) {
        String name = FreeNames.of(project.name()) + "-signing-keys";
        ObjectNode verify = spec.putObject("verify");
        verify.put("mode", "HEAD");
        verify.putObject("secretRef").put("name", name);
        var command = new SecretCommand(settings, name);
        keys.forEach(key -> command.fromConfigMap(key + ".asc", "argocd-gpg-keys-cm", key));
        notes.todo(
                "the project " + project.name() + " demands signed commits; make the Secret of its keys: " + command);
        if (project.hasSshKeys()) {
            notes.todo("the project " + project.name()
                    + " names keys of SSH by their fingerprints: add them to the Secret " + name
                    + " as entries that end in .sshpub");
        }
        if (project.hasSignaturePolicies()) {
            notes.missing("sourceIntegrity of the project " + project.name() + ": verify takes any key that the project"
                    + " names, whatever the repository is, and looks at one commit, also where the mode is strict");
        }
    }

    private static void refer(ObjectNode spec, String field, String name, SecretCommand command, Notes notes) {
        if (!command.isEmpty()) {
            spec.putObject(field).put("name", name);
            notes.todo("make its Secret: " + command);
        }
    }

    private static void basic(SecretCommand command, String secret, Credentials credentials, boolean isGit) {
        if (!credentials.bearerToken().isEmpty() && isGit) {
            command.fromSecret("bearerToken", secret, "bearerToken");
            return;
        }
        if (!credentials.username().isEmpty()) {
            command.fromSecret("username", secret, "username");
        } else if (!credentials.password().isEmpty()) {
            command.literal("username", "git");
        }
        if (!credentials.password().isEmpty()) {
            command.fromSecret("password", secret, "password");
        }
    }

    private static void clientCertificate(SecretCommand command, String secret, Credentials credentials) {
        if (!credentials.tlsCertificate().isEmpty()) {
            command.fromSecret("tls.crt", secret, "tlsClientCertData")
                    .fromSecret("tls.key", secret, "tlsClientCertKey");
        }
    }

    private static void gitHubApp(SecretCommand command, String secret, GitHubApp app) {
        command.fromSecret("githubAppID", secret, "githubAppID");
        if (app.installationId() != 0) {
            command.fromSecret("githubAppInstallationID", secret, "githubAppInstallationID");
        } else {
            command.literal("githubAppInstallationOwner", "OWNER");
        }
        command.fromSecret("githubAppPrivateKey", secret, "githubAppPrivateKey");
        if (!app.baseUrl().isEmpty()) {
            command.fromSecret("githubAppBaseURL", secret, "githubAppEnterpriseBaseUrl");
        }
    }

    private void authority(SecretCommand command, String url) {
        host(url)
                .filter(certificates::containsKey)
                .ifPresent(host -> command.fromConfigMap("ca.crt", CERTIFICATES, host));
    }

    private static Optional<String> host(String url) {
        try {
            return url.startsWith("https://")
                    ? Optional.ofNullable(URI.create(url).getHost())
                    : Optional.empty();
        } catch (IllegalArgumentException odd) {
            return Optional.empty();
        }
    }

    private static void trust(Repository repository, Notes notes) {
        if (repository.transport().isInsecure()) {
            notes.todo("Argo CD does not verify its certificate ('insecure'); Flux always does: give the authority as"
                    + " 'ca.crt' in a Secret");
        }
        if (repository.transport().ignoresHostKey()) {
            notes.todo("Argo CD does not verify its host key; Flux always does: see that 'known_hosts' has it");
        }
    }
}
