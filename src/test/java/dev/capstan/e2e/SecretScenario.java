package dev.capstan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.seal.SealCommand;
import dev.capstan.cli.secrets.SecretsCommand;
import dev.capstan.cli.sops.SopsCommand;
import dev.capstan.e2e.leak.Markers;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.http.WebhookReceiver;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;

/** One tenant with secrets in everything that can hold one, and work that goes well and wrong with them. */
final class SecretScenario {
    private final Tenant tenant;
    private final TestCluster cluster;
    private final WebhookReceiver people;
    private final Path folder;
    private final Markers markers = new Markers();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final String ofTheDatabase = markers.make("value of a SOPS file in YAML");
    private String recipient = "";

    SecretScenario(Tenant tenant, TestCluster cluster, WebhookReceiver people, Path folder) {
        this.tenant = tenant;
        this.cluster = cluster;
        this.people = people;
        this.folder = folder;
    }

    /** All secrets that went in. */
    Markers markers() {
        return markers;
    }

    void start() throws IOException {
        notifications();
        keys();
        encryptedFiles();
        sealedSecrets();
        chart();
        source();
        String decrypted = "decryption: {provider: sops, secretRef: {name: keys}}";
        tenant.kustomization(
                "good", "./good", decrypted, "postBuild: {substituteFrom: [{kind: Secret, name: variables}]}");
        for (String path : List.of("tampered", "invalid", "refused")) {
            tenant.kustomization(
                    path, "./" + path, decrypted, "postBuild: {substituteFrom: [{kind: Secret, name: variables}]}");
        }
        tenant.kustomization("sealed", "./sealed");
        tenant.kustomization("elsewhere", "./good", decrypted, "kubeConfig: {secretRef: {name: elsewhere}}");
        tenant.kustomization("nowhere", "./good", decrypted, "kubeConfig: {secretRef: {name: nowhere}}");
        release("released", "valuesFrom: [{kind: Secret, name: values}]");
        release("failing", "valuesFrom: [{kind: Secret, name: values}]", "values: {fails: true}");
        release("refused", "valuesFrom: [{kind: Secret, name: values}]", "values: {serves: true}");
        release("unreadable", "valuesFrom: [{kind: Secret, name: unreadable-values}]");
    }

    /** Waits until everything has become what it must become, and repairs what somebody changed. */
    void awaitEnds() {
        awaitCondition(ToolkitKind.KUSTOMIZATION, "good", "Ready", "True");
        awaitCondition(ToolkitKind.KUSTOMIZATION, "sealed", "Ready", "True");
        awaitCondition(ToolkitKind.SEALED_SECRET, "sealed", "Synced", "True");
        awaitCondition(ToolkitKind.SEALED_SECRET, "broken", "Synced", "False");
        for (String name : List.of("tampered", "invalid", "refused", "elsewhere", "nowhere")) {
            awaitCondition(ToolkitKind.KUSTOMIZATION, name, "Ready", "False");
        }
        awaitCondition(ToolkitKind.HELM_RELEASE, "released", "Ready", "True");
        for (String name : List.of("failing", "refused", "unreadable")) {
            awaitCondition(ToolkitKind.HELM_RELEASE, name, "Ready", "False");
        }
        change("db", "password", markers.make("value that somebody wrote into a Secret"));
        awaitValue("db", "password", ofTheDatabase);
    }

    /** Waits until people have heard of what failed last. */
    void awaitNewsOfAll() {
        for (String kind : List.of("Kustomization", "HelmRelease", "GitRepository")) {
            people.await(Tenant.SOON, request -> request.text().contains("\"kind\":\"" + kind + "\""));
        }
        people.await(Tenant.SOON, request -> request.text().contains("Drift corrected"));
    }

    private void notifications() {
        String token = markers.make("token of a provider");
        tenant.secret(
                "people",
                Map.of(
                        "address",
                        people.url("/" + markers.make("path of a provider's address"))
                                .toString(),
                        "token",
                        token));
        tenant.secret("people-gone", Map.of("address", "http://127.0.0.1:1/" + markers.make("path of a dead address")));
        for (String name : List.of("people", "people-gone")) {
            tenant.namespace().apply("""
                    apiVersion: notification.toolkit.fluxcd.io/v1beta3
                    kind: Provider
                    metadata: {name: %1$s}
                    spec: {type: generic, secretRef: {name: %1$s}}
                    """.formatted(name));
            tenant.namespace().apply("""
                    apiVersion: notification.toolkit.fluxcd.io/v1beta3
                    kind: Alert
                    metadata: {name: %1$s}
                    spec:
                      providerRef: {name: %1$s}
                      eventSeverity: info
                      eventSources:
                      - {kind: Kustomization, name: "*"}
                      - {kind: HelmRelease, name: "*"}
                      - {kind: GitRepository, name: "*"}
                    """.formatted(name));
        }
        tenant.secret("receiver", Map.of("token", markers.make("token of a receiver")));
        tenant.namespace().apply("""
                apiVersion: notification.toolkit.fluxcd.io/v1
                kind: Receiver
                metadata: {name: push}
                spec:
                  type: generic
                  secretRef: {name: receiver}
                  resources: [{kind: GitRepository, name: config}]
                """);
    }

    private void keys() throws IOException {
        Path key = folder.resolve("age.agekey");
        run(new SecretsCommand(), "generate-key", "age", "--output", key.toString());
        String identity = Files.readString(key);
        recipient = identity.lines()
                .filter(line -> line.startsWith("# public key: "))
                .map(line -> line.substring("# public key: ".length()))
                .findFirst()
                .orElseThrow();
        markers.know(
                "age key",
                identity.lines()
                        .filter(line -> line.startsWith("AGE-SECRET-KEY-"))
                        .findFirst()
                        .orElseThrow());
        tenant.secret(
                "keys", Map.of("identity.agekey", identity, "sops.vault-token", markers.make("token of a Vault")));
        tenant.secret("variables", Map.of("variable", markers.make("variable of a Secret")));
        tenant.secret("values", Map.of("values.yaml", "password: " + markers.make("value of a release") + "\n"));
        tenant.secret(
                "unreadable-values",
                Map.of("values.yaml", "password: [" + markers.make("value that is not YAML") + "\n"));
        tenant.secret("elsewhere", Map.of("value", """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
                users: [{name: u, user: {token: %s}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """.formatted(markers.make("token of another cluster"))));
        tenant.secret("nowhere", Map.of("value", "users: [" + markers.make("kubeconfig that is not YAML")));
    }

    private void encryptedFiles() throws IOException {
        files.put("good/kustomization.yaml", """
                resources: [db.yaml, login.yaml, joined.yaml]
                secretGenerator:
                - {name: generated, envs: [app.env], files: [settings.ini, blob.bin]}
                """);
        encrypt("good/db.yaml", secret("db", "password", ofTheDatabase));
        encrypt("good/login.yaml", secret("login", "joined", markers.make("password") + "-${variable}"));
        encrypt(
                "good/joined.yaml",
                "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\": \"joined\"}, \"stringData\": {\"a\": \""
                        + markers.make("value of a SOPS file in JSON") + "\"}}");
        encrypt("good/app.env", "TOKEN=" + markers.make("value of an env file") + "\n");
        encrypt("good/settings.ini", "[db]\npassword = " + markers.make("value of an ini file") + "\n");
        encrypt("good/blob.bin", "\u0000" + markers.make("binary file"));
        encrypt(
                "tampered/db.yaml",
                secret("tampered", "password", markers.make("value with a wrong MAC")),
                "--encrypted-regex=^stringData$");
        files.computeIfPresent("tampered/db.yaml", (_, text) -> text.replace("name: tampered", "name: moved"));
        encrypt(
                "invalid/db.yaml",
                "apiVersion: v1\nkind: Secret\nmetadata: {name: invalid}\ndata: {password: \"%s!\"}\n"
                        .formatted(markers.make("value that is not base64")));
        encrypt(
                "refused/service.yaml",
                "apiVersion: v1\nkind: Service\nmetadata: {name: refused}\nspec: {type: \"%s ${variable}\", ports: [{port: 1}]}\n"
                        .formatted(markers.make("value that the API server refuses")));
    }

    private static String secret(String name, String key, String value) {
        return "apiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\nstringData:\n  %s: \"%s\"\n"
                .formatted(name, key, value);
    }

    /** Encrypts all of a file, or what the options say. */
    private void encrypt(String path, String plain, String... options) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(requireNonNull(file.getParent()));
        Files.writeString(file, plain);
        String[] always = {"encrypt", "--age", recipient, "--in-place", file.toString()};
        run(
                new SopsCommand(),
                Stream.concat(Stream.of(always), Stream.of(options)).toArray(String[]::new));
        files.put(path, Files.readString(file));
    }

    private void sealedSecrets() throws IOException {
        Path certificate = folder.resolve("cert.pem");
        Files.writeString(certificate, certificate());
        seal("sealed", certificate, markers.make("sealed value"));
        seal("broken", certificate, markers.make("sealed value that a template fails with"));
        files.computeIfPresent(
                "sealed/broken.yaml",
                (_, text) -> text.replace("  template:\n", "  template:\n    data: {url: '{{ fail .password }}'}\n"));
    }

    private String certificate() {
        return await("there is a key to seal with")
                .atMost(Tenant.SOON)
                .until(
                        () -> cluster
                                .client()
                                .secrets()
                                .inAnyNamespace()
                                .withLabel("sealedsecrets.bitnami.com/sealed-secrets-key", "active")
                                .list()
                                .getItems()
                                .stream()
                                .findFirst()
                                .map(key -> decoded(key, "tls.crt")),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void seal(String name, Path certificate, String value) throws IOException {
        Path plain = folder.resolve(name + ".yaml");
        Path sealed = folder.resolve(name + "-sealed.yaml");
        Files.writeString(plain, secret(name, "password", value));
        run(
                new SealCommand(),
                "--cert=" + certificate,
                "--namespace=" + tenant.name(),
                "--format=yaml",
                "--secret-file=" + plain,
                "--sealed-secret-file=" + sealed);
        files.put("sealed/" + name + ".yaml", Files.readString(sealed));
    }

    private void chart() {
        files.put("charts/web/Chart.yaml", "{apiVersion: v2, name: web, version: 1.0.0}");
        files.put("charts/web/templates/secret.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: {{ .Release.Name }}}
                stringData: {password: {{ .Values.password }}}
                {{- if .Values.fails }}{{ fail (printf "the password %s is too short" .Values.password) }}{{ end }}
                """);
        files.put("charts/web/templates/service.yaml", """
                {{- if .Values.serves }}
                apiVersion: v1
                kind: Service
                metadata: {name: {{ .Release.Name }}}
                spec: {type: {{ .Values.password }}, ports: [{port: 1}]}
                {{- end }}
                """);
    }

    private void source() {
        String password = markers.make("password of a Git server");
        tenant.git().requireBasic("git", password);
        tenant.secret("git", Map.of("username", "git", "password", password));
        tenant.push("all of it", files);
        tenant.namespace().apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: config}
                spec: {interval: 1h, url: "%s", ref: {branch: main}, secretRef: {name: git}}
                """.formatted(tenant.git().url("config")));
        tenant.secret(
                "git-wrong", Map.of("username", "git", "password", markers.make("wrong password of a Git server")));
        tenant.namespace().apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: locked}
                spec: {interval: 1h, url: "%s", ref: {branch: main}, secretRef: {name: git-wrong}}
                """.formatted(tenant.git().url("config")));
    }

    private void release(String name, String... further) {
        tenant.namespace()
                .apply("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: %s}
                spec:
                  interval: 1h
                  chart: {spec: {chart: ./charts/web, sourceRef: {kind: GitRepository, name: config}}}
                """.formatted(name) + String.join("\n", List.of(further)).indent(2));
    }

    private void awaitCondition(ToolkitKind kind, String name, String type, String status) {
        await("%s %s has %s %s".formatted(kind, name, type, status))
                .atMost(Tenant.SOON)
                .untilAsserted(() -> {
                    GenericKubernetesResource object = cluster.client()
                            .genericKubernetesResources(kind.context())
                            .inNamespace(tenant.name())
                            .withName(name)
                            .get();
                    assertThat(object.<List<Map<String, String>>>get("status", "conditions"))
                            .isNotNull()
                            .anySatisfy(condition -> assertThat(condition)
                                    .containsEntry("type", type)
                                    .containsEntry("status", status));
                });
    }

    private void change(String secret, String key, String value) {
        cluster.client()
                .secrets()
                .inNamespace(tenant.name())
                .withName(secret)
                .edit(it -> new SecretBuilder(it)
                        .addToData(key, Base64.getEncoder().encodeToString(value.getBytes(UTF_8)))
                        .build());
    }

    private void awaitValue(String secret, String key, String value) {
        await("the Secret " + secret + " is put back")
                .atMost(Tenant.SOON)
                .until(() -> decoded(
                                cluster.client()
                                        .secrets()
                                        .inNamespace(tenant.name())
                                        .withName(secret)
                                        .get(),
                                key)
                        .equals(value));
    }

    private static String decoded(Secret secret, String key) {
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), UTF_8);
    }

    private static void run(Callable<Integer> command, String... arguments) {
        assertThat(new CommandLine(command).execute(arguments)).isZero();
    }
}
