package dev.capstan.api.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This string is the name of a kind that has a role; like {@link OneOf} with the kinds of the registry ({@code ToolkitKind}) as
 * values.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OneOfKinds {
    /** The role. */
    KindRole value();

    /** Kinds that the API server lists before the others, which follow in the order of the registry. */
    String[] first() default {};
}
