package dev.capstan.helm.release.action;

import dev.capstan.apply.Manifest;
import dev.capstan.apply.redaction.SecretMask;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Hides the values of a release's Secrets, and those that the caller names, in texts. */
final class Masks {

    /** Shorter texts are not hidden: replacing every "a" would destroy the text and give the value away. */
    private static final int SHORT = 4;

    private final SecretMask ofObjects;
    private final List<String> named;

    private Masks(SecretMask ofObjects, List<String> named) {
        this.ofObjects = ofObjects;
        this.named = named;
    }

    static Masks of(Collection<Manifest> objects, Set<String> named) {
        SecretMask mask = SecretMask.of(
                objects.stream().map(Manifest::content).toArray(com.fasterxml.jackson.databind.JsonNode[]::new));
        return new Masks(
                mask,
                named.stream()
                        .filter(text -> text.length() >= SHORT)
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList());
    }

    String hide(String text) {
        String hidden = ofObjects.mask(text);
        for (String secret : named) {
            hidden = hidden.replace(secret, SecretMask.MASK);
        }
        return hidden;
    }
}
