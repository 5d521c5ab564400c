package dev.capstan.api.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Any JSON may stand here, and all of it is kept; of a list or map each entry is meant. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AnyValue {
    /** The type that the value must have nevertheless, for example {@code object}; empty for any. */
    String value() default "";
}
