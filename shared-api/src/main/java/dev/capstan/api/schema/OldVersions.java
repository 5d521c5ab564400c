package dev.capstan.api.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Versions of a kind that are served besides the stored one, deprecated, so that old manifests can be applied and old clients can read.
 * Their schema is that of the stored version; see {@link OptionalIn} for the exceptions.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OldVersions {
    /** The versions, the newest first. */
    String[] value();
}
