package dev.capstan.api.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The groups of kinds that {@code kubectl get <category>} lists this one under. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Categories {
    /** Names of the categories. */
    String[] value();
}
