package dev.capstan.application.set.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.set.SetWrites;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ClusterApi.DeleteOptions;
import dev.capstan.apply.cluster.ClusterApi.FieldValidation;
import dev.capstan.apply.cluster.ClusterApi.WriteOptions;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.work.BoundedWork;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.plan.SetPlan.Change;
import dev.capstan.argo.set.plan.SetPlan.Deletion;
import dev.capstan.argo.set.render.ApplicationTemplate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes Applications of one namespace, a few at a time, each with one request. */
public final class ClusterSetWrites implements SetWrites {
    private static final ResourceType APPLICATION =
            new ResourceType(new ResourceKind("argoproj.io", "v1alpha1", "Application"), "applications", true);
    private static final WriteOptions OPTIONS =
            new WriteOptions("argocd-applicationset-controller", false, FieldValidation.BY_SERVER);
    private static final int AT_ONCE = 8;
    private static final int LONGEST_REFUSAL = 500;
    private static final String METADATA = "metadata";
    private static final List<String> PARTS = List.of("apiVersion", "kind", "spec", "operation");
    private static final List<String> METADATA_PARTS =
            List.of("name", "namespace", "labels", "annotations", "finalizers", "ownerReferences");

    private final ClusterApi api;
    private final String namespace;

    /** Writes with the identity that the API acts with. */
    public ClusterSetWrites(ClusterApi api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    @Override
    public List<Written> create(List<ObjectNode> applications) {
        return each(applications, this::create);
    }

    private Written create(ObjectNode application) {
        String name = Fields.text(application.path(METADATA), "name");
        return written(name, api.create(refTo(name), content(application), OPTIONS));
    }

    /** A template may have patched in a status and more, which nobody may have but the controller of Applications. */
    private static ObjectNode content(ObjectNode application) {
        ObjectNode content = picked(application, PARTS);
        content.set(METADATA, picked(application.path(METADATA), METADATA_PARTS));
        return content;
    }

    private static ObjectNode picked(JsonNode from, List<String> fields) {
        ObjectNode picked = JsonNodeFactory.instance.objectNode();
        fields.stream().filter(from::hasNonNull).forEach(field -> picked.set(field, from.path(field)));
        return picked;
    }

    @Override
    public List<Written> change(List<Change> changes) {
        return each(changes, this::change);
    }

    private Written change(Change change) {
        ObjectNode patch = inVersion(change.patch(), change.resourceVersion());
        return written(change.name(), api.mergePatch(refTo(change.name()), patch, OPTIONS));
    }

    /** An API server that does not answer is not asked a thousand times. */
    private static <T> List<Written> each(List<T> writes, Function<T, Written> step) {
        return new BoundedWork(AT_ONCE).each(writes, step, Written.Unanswered.class::isInstance);
    }

    private static ObjectNode inVersion(ObjectNode patch, String resourceVersion) {
        ObjectNode whole = patch.deepCopy();
        whole.withObjectProperty(METADATA).put("resourceVersion", resourceVersion);
        return whole;
    }

    @Override
    public List<Written> delete(List<Deletion> deletions) {
        return each(deletions, this::delete);
    }

    private Written delete(Deletion deletion) {
        String name = deletion.name();
        if (deletion.dropsFinalizer()
                && withoutFinalizer(deletion) instanceof ApiResult.Refused<ObjectNode> refused
                && !refused.isNotFound()) {
            return written(name, refused);
        }
        ApiResult<ObjectNode> answer = api.delete(refTo(name), new DeleteOptions(deletion.uid(), ""));
        return answer instanceof ApiResult.Ok<ObjectNode>
                ? new Written.Done(name, Optional.empty())
                : written(name, answer);
    }

    /** The finalizer that would wait for a cluster which is not there any more; others stay. */
    private ApiResult<ObjectNode> withoutFinalizer(Deletion deletion) {
        ObjectRef application = refTo(deletion.name());
        ApiResult<ObjectNode> found = api.get(application);
        if (!(found instanceof ApiResult.Ok<ObjectNode>(ObjectNode object, var _))
                || !Fields.text(object.path(METADATA), "uid").equals(deletion.uid())) {
            return found;
        }
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        var finalizers = patch.withObjectProperty(METADATA).putArray("finalizers");
        Fields.texts(object.path(METADATA), "finalizers").stream()
                .filter(finalizer -> !finalizer.equals(ApplicationTemplate.RESOURCES_FINALIZER))
                .forEach(finalizers::add);
        String version = Fields.text(object.path(METADATA), "resourceVersion");
        return api.mergePatch(application, inVersion(patch, version), OPTIONS);
    }

    private ObjectRef refTo(String name) {
        return new ObjectRef(APPLICATION, namespace, name);
    }

    private static Written written(String name, ApiResult<ObjectNode> answer) {
        return switch (answer) {
            case ApiResult.Ok<ObjectNode>(ObjectNode now, var _) -> new Written.Done(name, Optional.of(now));
            case ApiResult.Refused<ObjectNode> refused ->
                refused.isConflict() || refused.isNotFound()
                        ? new Written.Overtaken(name)
                        : new Written.Refused(name, shortened(refused.message()));
            case ApiResult.Unreachable<ObjectNode>(String what) -> new Written.Unanswered(name, what);
        };
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_REFUSAL ? message : message.substring(0, LONGEST_REFUSAL) + "…";
    }
}
