package dev.capstan.applier.dependency;

import dev.capstan.api.meta.Dependency;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.identity.IdentityRequest;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.apply.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** An object that may depend on others, as it was last seen. */
public interface Dependent {

    /** Its kind. */
    ResourceKind kind();

    /** Namespace and name. */
    ObjectKey key();

    /** What it depends on, in the order of the spec. */
    List<Dependency> dependsOn();

    /** With whose rights it works, and so looks at objects of other kinds. */
    IdentityRequest identity();

    /** The source whose revision is applied. */
    SourceKey source();

    /** Whether its controller reports it ready, for the spec as it is now. */
    boolean isReady();

    /** The revision that was applied last; empty before the first. */
    Optional<String> appliedRevision();

    /** The whole object in its JSON form, for expressions; only asked for when one is evaluated. */
    Supplier<Map<String, Object>> fields();
}
