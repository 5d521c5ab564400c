package dev.capstan.application.operate.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.live.LiveLookup;
import dev.capstan.application.live.LiveView;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.redaction.SecretMask;
import dev.capstan.apply.refusal.Explanation;
import dev.capstan.apply.refusal.Refusal;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.ActionOutcome;
import java.util.Optional;
import java.util.function.Function;

/**
 * A cluster for the time of one batch of actions.
 *
 * @param api with the identity that acts
 * @param view is told what was written
 */
record ActingCluster(PatientCluster api, ResourceCatalog catalog, LiveView view) {

    /** The object as it is known in a version of its kind; the cluster is asked when it is known in another one only. */
    Lookup find(ObjectRef ref) {
        return switch (view.find(key(ref))) {
            case LiveLookup.Found(var object) -> {
                ObjectNode content = object.content();
                yield content.path("apiVersion")
                                .asText("")
                                .equals(ref.type().kind().apiVersion())
                        ? new Lookup.There(content)
                        : ask(ref);
            }
            case LiveLookup.Absent _ -> new Lookup.NotThere();
            case LiveLookup.Unknown _ -> ask(ref);
        };
    }

    /** The object as the cluster has it now. */
    Lookup ask(ObjectRef ref) {
        return switch (api.get(ref)) {
            case ApiResult.Ok<ObjectNode> ok -> new Lookup.There(ok.value());
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> new Lookup.NotThere();
            case ApiResult.Refused<ObjectNode> refused -> new Lookup.Failed(refused(ref, refused));
            case ApiResult.Unreachable<ObjectNode> unreachable -> new Lookup.Failed(unreachable(unreachable));
        };
    }

    /** What is known of an object. */
    sealed interface Lookup {
        record There(ObjectNode object) implements Lookup {}

        record NotThere() implements Lookup {}

        record Failed(ActionOutcome.Failed outcome) implements Lookup {}
    }

    /** Does something with how a kind is served. */
    ActionOutcome served(ResourceCatalog.Lookup lookup, String unserved, Function<ResourceType, ActionOutcome> step) {
        return switch (lookup) {
            case ResourceCatalog.Served(ResourceType type) -> step.apply(type);
            case ResourceCatalog.NotServed _ -> new ActionOutcome.Failed(unserved);
            case ResourceCatalog.Undecided(String why) ->
                new ActionOutcome.Failed("it is not known which kinds the cluster serves: " + why);
        };
    }

    ResourceCatalog.Lookup type(ObjectNode manifest) {
        return catalog.find(ResourceKind.of(
                manifest.path("apiVersion").asText(""), manifest.path("kind").asText("")));
    }

    /** Notes what was written, so that nothing works on something older. */
    void wrote(ObjectRef ref, ObjectNode answer) {
        ResourceKind kind = ref.type().kind();
        if (kind.is("apiextensions.k8s.io", "CustomResourceDefinition")) {
            catalog.learn(answer);
        }
        view.wrote(key(ref), answer);
    }

    static ObjectKey key(ObjectRef ref) {
        return new ObjectKey(ref.type().kind().group(), ref.type().kind().kind(), ref.namespace(), ref.name());
    }

    /** A refusal in words, without values of Secrets. */
    static ActionOutcome.Failed refused(ObjectRef ref, ApiResult.Refused<?> refused, ObjectNode... secrets) {
        SecretMask mask = SecretMask.of(secrets);
        Explanation words = new Refusal(
                        ref.id(),
                        refused.code(),
                        refused.reason(),
                        mask.mask(refused.message()),
                        mask.mask(refused.causes()))
                .explain();
        return new ActionOutcome.Failed(words.sentence() + ". " + words.advice());
    }

    static ActionOutcome.Failed unreachable(ApiResult.Unreachable<?> unreachable) {
        return new ActionOutcome.Failed("the API server does not answer: " + unreachable.what());
    }

    /** The uid of an object. */
    static String uid(ObjectNode object) {
        return object.at("/metadata/uid").asText("");
    }

    /** Whether the deletion of an object has begun. */
    static boolean isDeleting(ObjectNode object) {
        return object.at("/metadata").hasNonNull("deletionTimestamp");
    }

    /** The object in an answer; empty when it holds none, as the answer to a deletion that is done. */
    static Optional<ObjectNode> objectIn(ObjectNode answer) {
        return uid(answer).isEmpty() ? Optional.empty() : Optional.of(answer);
    }
}
