package dev.capstan.api.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The list is a map in disguise: its entries are told apart, and merged by the API server, by these fields. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ListMapKeys {
    /** Names of the key fields. */
    String[] value();
}
