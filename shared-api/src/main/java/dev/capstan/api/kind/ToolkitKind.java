package dev.capstan.api.kind;

import static dev.capstan.api.schema.KindRole.ALERT_SOURCE;
import static dev.capstan.api.schema.KindRole.APPLIER;
import static dev.capstan.api.schema.KindRole.DATA;
import static dev.capstan.api.schema.KindRole.HAS_ARTIFACT;
import static dev.capstan.api.schema.KindRole.MANIFEST_SOURCE;
import static dev.capstan.api.schema.KindRole.RECEIVER_RESOURCE;
import static dev.capstan.api.schema.KindRole.RECEIVER_RESOURCE_WITHOUT_VERSION;
import static dev.capstan.api.schema.KindRole.WRITTEN_BY_OTHERS;

import dev.capstan.api.argo.AppProject;
import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.set.ApplicationSet;
import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.image.ImagePolicy;
import dev.capstan.api.image.ImageRepository;
import dev.capstan.api.image.ImageUpdateAutomation;
import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.notification.Alert;
import dev.capstan.api.notification.Provider;
import dev.capstan.api.notification.Receiver;
import dev.capstan.api.promotion.Promotion;
import dev.capstan.api.schema.KindRole;
import dev.capstan.api.schema.PlainStatus;
import dev.capstan.api.sealedsecret.SealedSecret;
import dev.capstan.api.source.ArtifactGenerator;
import dev.capstan.api.source.Bucket;
import dev.capstan.api.source.ExternalArtifact;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.HelmChart;
import dev.capstan.api.source.HelmRepository;
import dev.capstan.api.source.OCIRepository;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every kind of the toolkit.
 *
 * <p>The order is the one in which the API server lists the kinds when it refuses another.
 */
@SuppressWarnings("ImmutableEnumChecker") // the names and roles cannot be modified; the JDK has no types that say so
public enum ToolkitKind {
    /** A bucket of an object store. */
    BUCKET(
            "source-controller",
            Bucket.class,
            HAS_ARTIFACT,
            MANIFEST_SOURCE,
            ALERT_SOURCE,
            RECEIVER_RESOURCE,
            RECEIVER_RESOURCE_WITHOUT_VERSION),

    /** A Git repository. */
    GIT_REPOSITORY(
            "source-controller",
            GitRepository.class,
            HAS_ARTIFACT,
            MANIFEST_SOURCE,
            ALERT_SOURCE,
            RECEIVER_RESOURCE,
            RECEIVER_RESOURCE_WITHOUT_VERSION),

    /** A folder of an artifact that is built and applied. */
    KUSTOMIZATION("kustomize-controller", Kustomization.class, APPLIER, ALERT_SOURCE, RECEIVER_RESOURCE),

    /** A release of a Helm chart. */
    HELM_RELEASE("helm-controller", HelmRelease.class, APPLIER, ALERT_SOURCE, RECEIVER_RESOURCE),

    /** A Helm chart of a repository. */
    HELM_CHART(
            "source-controller",
            HelmChart.class,
            HAS_ARTIFACT,
            ALERT_SOURCE,
            RECEIVER_RESOURCE,
            RECEIVER_RESOURCE_WITHOUT_VERSION),

    /** A repository of Helm charts. */
    HELM_REPOSITORY(
            "source-controller",
            HelmRepository.class,
            HAS_ARTIFACT,
            ALERT_SOURCE,
            RECEIVER_RESOURCE,
            RECEIVER_RESOURCE_WITHOUT_VERSION),

    /** An image repository whose tags are listed. */
    IMAGE_REPOSITORY(
            "image-reflector",
            ImageRepository.class,
            ALERT_SOURCE,
            RECEIVER_RESOURCE,
            RECEIVER_RESOURCE_WITHOUT_VERSION),

    /** Which tag of an image repository is the latest. */
    IMAGE_POLICY("image-reflector", ImagePolicy.class, ALERT_SOURCE, RECEIVER_RESOURCE),

    /** Writes new images into a Git repository. */
    IMAGE_UPDATE_AUTOMATION("image-reflector", ImageUpdateAutomation.class, ALERT_SOURCE, RECEIVER_RESOURCE),

    /** An artifact of an OCI registry. */
    OCI_REPOSITORY(
            "source-controller",
            OCIRepository.class,
            HAS_ARTIFACT,
            MANIFEST_SOURCE,
            ALERT_SOURCE,
            RECEIVER_RESOURCE,
            RECEIVER_RESOURCE_WITHOUT_VERSION),

    /** Composes artifacts of other sources. */
    ARTIFACT_GENERATOR(
            "source-controller",
            ArtifactGenerator.class,
            ALERT_SOURCE,
            RECEIVER_RESOURCE,
            RECEIVER_RESOURCE_WITHOUT_VERSION),

    /** An artifact that any controller may publish. */
    EXTERNAL_ARTIFACT(
            "source-controller",
            ExternalArtifact.class,
            WRITTEN_BY_OTHERS,
            HAS_ARTIFACT,
            MANIFEST_SOURCE,
            ALERT_SOURCE,
            RECEIVER_RESOURCE,
            RECEIVER_RESOURCE_WITHOUT_VERSION),

    /** A place that notifications are sent to. */
    PROVIDER("notification-controller", Provider.class),

    /** Chooses events and sends them to a Provider. */
    ALERT("notification-controller", Alert.class),

    /** A webhook address. */
    RECEIVER("notification-controller", Receiver.class),

    /** A Secret that only this cluster can read. */
    SEALED_SECRET("secrets-controller", SealedSecret.class),

    /** The way of an application from environment to environment. */
    PROMOTION("promotion-controller", Promotion.class),

    /** What a repository says is to be in a cluster, as Argo CD has it. */
    APPLICATION(
            "application-controller",
            Application.class,
            ALERT_SOURCE,
            RECEIVER_RESOURCE,
            RECEIVER_RESOURCE_WITHOUT_VERSION),

    /** Applications that are made from a template. */
    APPLICATION_SET(
            "application-controller",
            ApplicationSet.class,
            ALERT_SOURCE,
            RECEIVER_RESOURCE,
            RECEIVER_RESOURCE_WITHOUT_VERSION),

    /** What Applications of a project may do. */
    APP_PROJECT("application-controller", AppProject.class, DATA);

    private final String controller;
    private final Class<? extends ToolkitResource<?, ?>> type;
    private final KindNames names;
    private final Set<KindRole> roles;

    ToolkitKind(String controller, Class<? extends ToolkitResource<?, ?>> type, KindRole... roles) {
        this.controller = controller;
        this.type = type;
        this.names = KindNames.of(type);
        this.roles = Set.of(roles);
    }

    /** The controller that reconciles it, or that stands for it when others do so: the name of its module and of its manifests. */
    public String controller() {
        return controller;
    }

    /** The type of the objects. */
    public Class<? extends ToolkitResource<?, ?>> type() {
        return type;
    }

    /** Whose conventions its objects follow. */
    public ApiFamily family() {
        return ApiFamily.of(group());
    }

    /** The API group. */
    public String group() {
        return names.group();
    }

    /** The API versions that are served, the one that objects are stored in first. */
    public List<String> versions() {
        return names.versions();
    }

    /** Group and stored version, as they stand in a manifest. */
    public String apiVersion() {
        return group() + "/" + versions().getFirst();
    }

    /** The kind, as it stands in a manifest. */
    public String kind() {
        return names.kind();
    }

    /** The kind's name in paths. */
    public String plural() {
        return names.plural();
    }

    /** Short names that kubectl understands. */
    public List<String> shortNames() {
        return names.shortNames();
    }

    /** The categories that {@code kubectl get} lists it under. */
    public List<String> categories() {
        return names.categories();
    }

    /** Whether its objects have a status. */
    public boolean hasStatus() {
        return KindNames.hasStatus(type);
    }

    /** Whether the status is written apart from the rest; where it is not, a patch of the object writes it. */
    public boolean hasStatusSubresource() {
        return hasStatus() && !type.isAnnotationPresent(PlainStatus.class);
    }

    /** The name of its definition: {@code <plural>.<group>}. */
    public String definition() {
        return plural() + "." + group();
    }

    /** Whether it has a role. */
    public boolean has(KindRole role) {
        return roles.contains(role);
    }

    /** Whether this is the kind of that group, whatever the version. */
    public boolean is(String otherGroup, String otherKind) {
        return group().equals(otherGroup) && kind().equals(otherKind);
    }

    /** Names an object of this kind. */
    public ObjectReference ref(ObjectKey key) {
        return new ObjectReference(apiVersion(), kind(), key.namespace(), key.name());
    }

    /** How a client reaches objects of this kind, in the stored version. */
    public ResourceDefinitionContext context() {
        return context(versions().getFirst());
    }

    /** How a client reaches objects of this kind in another version. */
    public ResourceDefinitionContext context(String version) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group())
                .withVersion(version)
                .withKind(kind())
                .withPlural(plural())
                .withNamespaced(true)
                .build();
    }

    /** The kind with that name in manifests. */
    public static Optional<ToolkitKind> named(String kind) {
        return stream().filter(known -> known.kind().equals(kind)).findFirst();
    }

    /** The kind that kubectl means by a word: kind, plural or short name, in any case. */
    public static Optional<ToolkitKind> called(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return stream()
                .filter(known -> known.kind().toLowerCase(Locale.ROOT).equals(wanted)
                        || known.plural().equals(wanted)
                        || known.shortNames().contains(wanted))
                .findFirst();
    }

    /** The kinds with a role. */
    public static List<ToolkitKind> with(KindRole role) {
        return stream().filter(kind -> kind.has(role)).toList();
    }

    /** All kinds. */
    public static List<ToolkitKind> served() {
        return List.of(values());
    }

    private static Stream<ToolkitKind> stream() {
        return Arrays.stream(values());
    }
}
