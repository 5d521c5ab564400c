package dev.capstan.applicationmanifests;

/** Renders Applications. Safe for use by several threads. */
@FunctionalInterface
public interface ApplicationManifests {

    /** The objects that all sources of an Application give together. What is wrong with it is a value; nothing is thrown. */
    Rendered render(ManifestRequest request, SourceFiles files);
}
