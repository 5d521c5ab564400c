package dev.capstan.image.kube;

import dev.capstan.api.image.ImagePolicy;
import dev.capstan.api.image.ImagePolicyStatus;
import dev.capstan.api.image.ImageRepository;
import dev.capstan.api.image.ImageRepositoryStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.meta.ToolkitStatus;
import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The image objects that a test makes in its namespace, and what a reader sees of them. */
public final class ImageObjectsOfTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestNamespace namespace;

    /** Objects in a namespace. */
    public ImageObjectsOfTest(TestNamespace namespace) {
        this.namespace = namespace;
    }

    /**
     * Applies an object.
     *
     * @param spec lines of the spec, without indentation
     */
    public void apply(String version, String kind, String name, String spec) {
        namespace.apply("""
                apiVersion: image.toolkit.fluxcd.io/%s
                kind: %s
                metadata:
                  name: %s
                spec:
                %s""".formatted(version, kind, name, spec.indent(2)));
    }

    /** Applies an ImageRepository. */
    public void repository(String name, String spec) {
        apply("v1", "ImageRepository", name, spec);
    }

    /** Applies an ImagePolicy. */
    public void policy(String name, String spec) {
        apply("v1", "ImagePolicy", name, spec);
    }

    /** Waits for the status of an ImageRepository. */
    public ImageRepositoryStatus awaitRepository(String name, Predicate<ImageRepositoryStatus> condition) {
        return await(ImageRepository.class, name, condition);
    }

    /** Waits for the status of an ImagePolicy. */
    public ImagePolicyStatus awaitPolicy(String name, Predicate<ImagePolicyStatus> condition) {
        return await(ImagePolicy.class, name, condition);
    }

    /** Waits until a policy has chosen this tag and is ready. */
    public ImagePolicyStatus awaitTag(String name, String tag) {
        return awaitPolicy(
                name,
                status -> isReady(status)
                        && status.latestRef() != null
                        && status.latestRef().tag().equals(tag));
    }

    private <T extends ToolkitResource<?, S>, S extends ToolkitStatus<S>> S await(
            Class<T> kind, String name, Predicate<S> condition) {
        return Awaitility.await("status of " + name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> Optional.ofNullable(resource(kind, name).get()).map(CustomResource::getStatus),
                        status -> status.filter(condition).isPresent())
                .orElseThrow();
    }

    /** The object at the API server. */
    public <T extends ToolkitResource<?, ?>> Resource<T> resource(Class<T> kind, String name) {
        return namespace.client().resources(kind).inNamespace(namespace.name()).withName(name);
    }

    /** Changes an object by a merge patch. */
    public void patch(Class<? extends ToolkitResource<?, ?>> kind, String name, String json) {
        resource(kind, name).patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    /** Asks for a reconciliation, as people and receivers do. */
    public void request(Class<? extends ToolkitResource<?, ?>> kind, String name, String token) {
        patch(kind, name, "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"" + token + "\"}}}");
    }

    /** The newest event about an object with this reason. */
    public Event event(String name, String reason) {
        return Awaitility.await("event " + reason + " of " + name)
                .atMost(PATIENCE)
                .until(() -> events(name, reason), found -> !found.isEmpty())
                .getLast();
    }

    private List<Event> events(String name, String reason) {
        return namespace.client().v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name)
                        && event.getReason().equals(reason))
                .toList();
    }

    /** Whether a status says that its object is ready. */
    public static boolean isReady(ToolkitStatus<?> status) {
        return Conditions.of(status.common().conditions()).isTrue(Condition.READY);
    }

    /** The condition Ready. */
    public static Condition ready(ToolkitStatus<?> status) {
        return condition(status, Condition.READY);
    }

    /** A condition; one with empty texts when it is not there. */
    public static Condition condition(ToolkitStatus<?> status, String type) {
        return Conditions.of(status.common().conditions())
                .get(type)
                .orElseGet(() -> new Condition(type, "Unknown", 0, "", "", ""));
    }

    /** Whether Ready is false for this reason. */
    public static boolean failedFor(ToolkitStatus<?> status, String reason) {
        return ready(status).status().equals("False") && ready(status).reason().equals(reason);
    }
}
