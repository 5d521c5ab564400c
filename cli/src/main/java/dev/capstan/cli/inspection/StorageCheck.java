package dev.capstan.cli.inspection;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether claims of volumes find a storage class, and are bound. */
public final class StorageCheck {

    private static final String SUBJECT = "Storage";
    private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";

    private final KubernetesClient client;
    private final String namespace;

    /** For an installation in a namespace. */
    public StorageCheck(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * Whether a new claim would get a volume.
     *
     * @param wanted the class that was asked for; empty for the default one
     */
    public Finding classes(Optional<String> wanted) {
        if (!claims().isEmpty() && claims().stream().allMatch(StorageCheck::isBound)) {
            return Finding.ok(SUBJECT, "the claims of the namespace have their volumes");
        }
        List<StorageClass> classes;
        try {
            classes = client.storage().v1().storageClasses().list().getItems();
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw refusal;
            }
            return Finding.warning(
                    SUBJECT, "you may not see the storage classes", "Without a default one NATS will not start.");
        }
        String names = classes.isEmpty()
                ? "There is none at all: install one, or choose --one-pod, which needs no volume."
                : "Name one of these with --storage-class: "
                        + classes.stream()
                                .map(known -> known.getMetadata().getName())
                                .collect(Collectors.joining(", "));
        if (wanted.isPresent()) {
            return classes.stream()
                            .anyMatch(known -> known.getMetadata().getName().equals(wanted.get()))
                    ? Finding.ok(SUBJECT, "the class " + wanted.get())
                    : Finding.failed(SUBJECT, "there is no storage class " + wanted.get(), names);
        }
        return classes.stream()
                .filter(StorageCheck::isDefault)
                .findFirst()
                .map(found -> Finding.ok(
                        SUBJECT, "the default class " + found.getMetadata().getName()))
                .orElseGet(() -> Finding.failed(
                        SUBJECT, "a volume is needed, and the cluster has no default storage class", names));
    }

    /** One finding for each claim of the installation. */
    public List<Finding> bound() {
        List<Finding> findings = new ArrayList<>();
        for (PersistentVolumeClaim claim : claims()) {
            String name = "PersistentVolumeClaim " + claim.getMetadata().getName();
            findings.add(
                    isBound(claim)
                            ? Finding.ok(name, "bound")
                            : Finding.failed(
                                    name,
                                    "it is pending",
                                    "Does its storage class exist and make volumes? kubectl -n %s describe pvc %s"
                                            .formatted(
                                                    namespace,
                                                    claim.getMetadata().getName())));
        }
        return findings;
    }

    private List<PersistentVolumeClaim> claims() {
        try {
            return client.persistentVolumeClaims().inNamespace(namespace).list().getItems();
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return List.of();
            }
            throw refusal;
        }
    }

    private static boolean isBound(PersistentVolumeClaim claim) {
        return claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase());
    }

    private static boolean isDefault(StorageClass known) {
        return known.getMetadata().getAnnotations() != null
                && "true".equals(known.getMetadata().getAnnotations().get(DEFAULT));
    }
}
