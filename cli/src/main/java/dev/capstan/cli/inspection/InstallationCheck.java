package dev.capstan.cli.inspection;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.Launcher;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.net.HttpURLConnection;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether what was installed works. */
public final class InstallationCheck {

    private static final Duration SOON = Duration.ofDays(30);
    private static final String ONE_POD = "standalone";
    private static final String CERTIFICATE = "capstan-nats-tls";

    private final KubernetesClient client;
    private final String namespace;
    private final Clock clock;

    /** Of an installation in a namespace. */
    public InstallationCheck(KubernetesClient client, String namespace, Clock clock) {
        this.client = client;
        this.namespace = namespace;
        this.clock = clock;
    }

    /** Definitions, controllers, NATS and volumes. */
    public List<Finding> findings() {
        List<WorkloadSnapshot> workloads = new NamespaceWorkloads(client, namespace).read();
        List<WorkloadSnapshot> controllers = workloads.stream()
                .filter(snapshot -> snapshot.workload() instanceof Deployment)
                .toList();
        if (controllers.isEmpty()) {
            return List.of(Finding.failed(
                    "Controllers",
                    "there are none in the namespace " + namespace,
                    "Install them: %s install. Those of another namespace: --namespace."
                            .formatted(Launcher.command())));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(definitions(controllers));
        workloads.forEach(snapshot -> findings.add(workload(snapshot)));
        sameVersion(controllers).ifPresent(findings::add);
        Optional<StatefulSet> nats = workloads.stream()
                .map(WorkloadSnapshot::workload)
                .filter(StatefulSet.class::isInstance)
                .map(StatefulSet.class::cast)
                .findFirst();
        if (nats.isPresent()) {
            findings.addAll(nats(mountsCertificate(nats.get())));
        } else if (controllers.stream().anyMatch(InstallationCheck::speaksOverNats)) {
            findings.add(Finding.failed(
                    "StatefulSet nats",
                    "it is missing, and controllers speak over it",
                    "%s install puts it back.".formatted(Launcher.command())));
        }
        findings.addAll(new StorageCheck(client, namespace).bound());
        return List.copyOf(findings);
    }

    private Finding workload(WorkloadSnapshot snapshot) {
        Readiness readiness = snapshot.readiness(clock.instant());
        String version = snapshot.workload() instanceof Deployment deployment
                ? NamespaceWorkloads.tag(deployment)
                : Owners.label(snapshot.workload(), Owners.VERSION).orElse("");
        return readiness.isReady()
                ? Finding.ok(snapshot.title(), ("ready " + version).strip())
                : Finding.failed(
                        snapshot.title(),
                        readiness.message(),
                        readiness.fix().orElse("Wait, or look at its pods: kubectl -n " + namespace + " get pods"));
    }

    private Optional<Finding> sameVersion(List<WorkloadSnapshot> controllers) {
        Map<String, List<String>> versions = controllers.stream()
                .map(snapshot -> (Deployment) snapshot.workload())
                .collect(Collectors.groupingBy(
                        NamespaceWorkloads::tag,
                        TreeMap::new,
                        Collectors.mapping(
                                deployment -> deployment.getMetadata().getName(), Collectors.toList())));
        return versions.size() < 2
                ? Optional.empty()
                : Optional.of(Finding.warning(
                        "Versions",
                        "the controllers are of different versions: " + versions,
                        "%s install --tag VERSION brings them to one.".formatted(Launcher.command())));
    }

    /** Those of kinds that the installed controllers serve, and of sources. */
    private Finding definitions(List<WorkloadSnapshot> controllers) {
        Set<String> installed = controllers.stream()
                .map(snapshot ->
                        Owners.label(snapshot.workload(), Owners.COMPONENT).orElse(""))
                .collect(Collectors.toSet());
        var footprint = new Footprint(client, namespace);
        Map<String, GenericKubernetesResource> present = footprint.definitions().stream()
                .collect(Collectors.toMap(it -> it.getMetadata().getName(), it -> it));
        Set<String> ofArgo = footprint.definitionsOfArgo();
        List<String> wrong = new ArrayList<>();
        List<String> others = new ArrayList<>();
        Optional<String> version = version(controllers);
        for (ToolkitKind kind : ToolkitKind.served()) {
            boolean isServed = installed.contains(kind.controller());
            String name = kind.definition();
            GenericKubernetesResource definition = present.get(name);
            if (definition == null) {
                if (isServed && !ofArgo.contains(name)) {
                    wrong.add(name + " is missing");
                }
            } else if (isServed || installed.contains(ONE_POD)) {
                problem(kind, definition).ifPresent(problem -> wrong.add(name + " " + problem));
                otherVersion(definition, version).ifPresent(other -> others.add(name + " " + other));
            }
        }
        String fix = Launcher.command() + " install brings them up to date.";
        if (!wrong.isEmpty()) {
            return Finding.failed("Definitions", String.join("; ", wrong), fix);
        }
        return others.isEmpty()
                ? Finding.ok(
                        "Definitions",
                        present.size() + " are served"
                                + version.map(" "::concat).orElse("")
                                + (ofArgo.isEmpty() ? "" : ", and %d of Argo CD".formatted(ofArgo.size())))
                : Finding.warning("Definitions", String.join("; ", others), fix);
    }

    private static Optional<String> version(List<WorkloadSnapshot> controllers) {
        return Owners.label(controllers.getFirst().workload(), Owners.VERSION);
    }

    private static Optional<String> problem(ToolkitKind kind, GenericKubernetesResource definition) {
        List<?> versions = definition.get("spec", "versions") instanceof List<?> list ? list : List.of();
        Set<Object> served = versions.stream()
                .filter(Map.class::isInstance)
                .map(Map.class::cast)
                .filter(it -> Boolean.TRUE.equals(it.get("served")))
                .map(it -> (Object) it.get("name"))
                .collect(Collectors.toSet());
        if (!served.containsAll(kind.versions())) {
            return Optional.of("does not serve " + String.join(", ", kind.versions()));
        }
        List<?> conditions = definition.get("status", "conditions") instanceof List<?> list ? list : List.of();
        boolean isEstablished = conditions.stream()
                .anyMatch(it -> it instanceof Map<?, ?> condition
                        && "Established".equals(condition.get("type"))
                        && "True".equals(condition.get("status")));
        return isEstablished ? Optional.empty() : Optional.of("is not served yet");
    }

    /** Newer ones work, since definitions only gain fields: so it is after an upgrade that was taken back. */
    private static Optional<String> otherVersion(GenericKubernetesResource definition, Optional<String> version) {
        return Owners.label(definition, Owners.VERSION)
                .filter(own -> version.filter(wanted -> !wanted.equals(own)).isPresent())
                .map(own -> "is of " + own + ", the controllers of " + version.orElse("?"));
    }

    private static boolean speaksOverNats(WorkloadSnapshot snapshot) {
        return ((Deployment) snapshot.workload())
                .getSpec().getTemplate().getSpec().getContainers().stream()
                        .flatMap(container -> container.getEnv().stream())
                        .anyMatch(setting ->
                                setting.getName().equals("CAPSTAN_BUS") && "nats".equals(setting.getValue()));
    }

    private static boolean mountsCertificate(StatefulSet nats) {
        return nats.getSpec().getTemplate().getSpec().getVolumes().stream()
                .anyMatch(volume -> volume.getSecret() != null
                        && CERTIFICATE.equals(volume.getSecret().getSecretName()));
    }

    private List<Finding> nats(boolean speaksTls) {
        List<Finding> findings = new ArrayList<>();
        try {
            if (secret("capstan-nats").isEmpty()) {
                findings.add(Finding.failed(
                        "Secret capstan-nats",
                        "the password of NATS is missing",
                        Launcher.command() + " install makes one."));
            }
            Optional<Secret> tls = secret(CERTIFICATE);
            if (tls.isEmpty() && speaksTls) {
                findings.add(Finding.failed(
                        "Secret " + CERTIFICATE,
                        "the certificate of NATS is missing",
                        Launcher.command() + " install makes one."));
            }
            tls.map(secret -> secret.getData().get("tls.crt"))
                    .flatMap(InstallationCheck::expiry)
                    .map(expiry -> certificate(expiry, clock.instant()))
                    .ifPresent(findings::add);
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw refusal;
            }
        }
        return findings;
    }

    private Optional<Secret> secret(String name) {
        return Optional.ofNullable(
                client.secrets().inNamespace(namespace).withName(name).get());
    }

    /** How long the certificate of NATS is still good. */
    static Finding certificate(Instant expiry, Instant now) {
        String subject = "Secret " + CERTIFICATE;
        String fix = "Make a new one: %s install --renew-certificate, with the options of your installation."
                .formatted(Launcher.command());
        if (!now.isBefore(expiry)) {
            return Finding.failed(subject, "the certificate of NATS has ended on " + expiry, fix);
        }
        return now.plus(SOON).isAfter(expiry)
                ? Finding.warning(subject, "the certificate of NATS ends on " + expiry, fix)
                : Finding.ok(subject, "the certificate of NATS is good until " + expiry);
    }

    private static Optional<Instant> expiry(@Nullable String pem) {
        if (pem == null) {
            return Optional.empty();
        }
        try {
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getDecoder().decode(pem)));
            return Optional.of(certificate.getNotAfter().toInstant());
        } catch (CertificateException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
