package dev.capstan.api.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The values that the API server accepts for this string (or for each string of this list). The Java type stays {@code String}: an
 * object that was stored under other rules must still decode, or it would take every other object of its kind with it.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OneOf {
    /** The accepted values, in the order in which the API server lists them. */
    String[] value();
}
