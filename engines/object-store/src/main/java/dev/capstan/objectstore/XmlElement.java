package dev.capstan.objectstore;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An element of an answer.
 *
 * @param name without namespace
 * @param text directly in it
 * @param isEncoded whether the attribute {@code Encoded} says that the text is percent-encoded
 */
record XmlElement(String name, String text, boolean isEncoded, List<XmlElement> children) {

    Stream<XmlElement> all(String child) {
        return children.stream().filter(it -> it.name().equals(child));
    }

    Optional<XmlElement> first(String child) {
        return all(child).findFirst();
    }

    /** The text of a child; empty text when there is none. */
    String textOf(String child) {
        return first(child).map(XmlElement::text).orElse("");
    }
}
