package dev.capstan.cli.rollout;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** What is applied together, in this order. */
enum Stage {
    /** The namespace. */
    NAMESPACE("the namespace"),
    /** Kinds, which must be served before anything uses them. */
    DEFINITIONS("the definitions"),
    /** Accounts, rights, settings, Services and volumes. */
    SURROUNDINGS("accounts, rights and Services"),
    /** NATS, which the controllers look for when they start. */
    NATS("NATS"),
    /** The controllers. */
    CONTROLLERS("the controllers");

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    static Stage of(HasMetadata object) {
        return switch (object.getKind()) {
            case "Namespace" -> NAMESPACE;
            case "CustomResourceDefinition" -> DEFINITIONS;
            case "StatefulSet" -> NATS;
            case "Deployment" -> CONTROLLERS;
            default -> SURROUNDINGS;
        };
    }
}
