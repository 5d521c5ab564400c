package dev.capstan.api.meta;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A custom resource of the toolkit. Reading one never fails because of its spec or status: what does not fit the type is left out and
 * {@linkplain #undecodable() told}, so that one odd stored object cannot take the list of its kind with it.
 *
 * @param <S> the spec
 * @param <T> the status
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public abstract class ToolkitResource<S, T> extends CustomResource<S, T> {
    @JsonIgnore
    private @Nullable String problem;

    /** Namespace and name. */
    @JsonIgnore
    public ObjectKey key() {
        String namespace = getMetadata().getNamespace();
        return new ObjectKey(namespace == null ? "" : namespace, getMetadata().getName());
    }

    /** Kind, API version, namespace and name. */
    @JsonIgnore
    public ObjectReference ref() {
        return new ObjectReference(getApiVersion(), getKind(), key().namespace(), key().name());
    }

    /** All annotations; none where there is no such field. */
    public Map<String, String> annotations() {
        Map<String, String> annotations = getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    /** The value of an annotation. */
    public Optional<String> annotation(String key) {
        return Optional.ofNullable(annotations().get(key));
    }

    /**
     * Why this object must be skipped: its spec is missing or does not fit the type. Empty for an object that can be worked on.
     */
    @JsonIgnore
    public Optional<String> undecodable() {
        if (problem != null) {
            return Optional.of(problem);
        }
        return spec == null ? Optional.of("The object has no spec") : Optional.empty();
    }

    void note(String decodingProblem) {
        this.problem = decodingProblem;
    }

    @Override
    @JsonDeserialize(using = Lenient.class)
    public void setSpec(S spec) {
        super.setSpec(spec);
    }

    @Override
    @JsonDeserialize(using = Lenient.class)
    public void setStatus(T status) {
        super.setStatus(status);
    }

    /** A new object has no spec: the types are immutable, so there is no empty one to fill in. */
    @Override
    protected @Nullable S initSpec() {
        return null;
    }

    /** A new object has no status; the API server writes the first one. */
    @Override
    protected @Nullable T initStatus() {
        return null;
    }
}
