package dev.capstan.gotemplate.value;

/**
 * A field of a struct type.
 *
 * @param name as Go spells it; a lower-case first letter hides it from templates, but not from printing
 * @param type its declared type; a field of type {@link GoType#ANY} answers with a value of any type
 */
public record GoField(String name, GoType type) {

    /** May a template read it? */
    public boolean isExported() {
        return !name.isEmpty() && Character.isUpperCase(name.codePointAt(0));
    }
}
