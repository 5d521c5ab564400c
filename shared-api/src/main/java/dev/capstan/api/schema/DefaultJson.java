package dev.capstan.api.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the API server fills in for the whole object where it is absent; placed on the type of the object. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface DefaultJson {
    /** The default as JSON text. */
    String value();
}
