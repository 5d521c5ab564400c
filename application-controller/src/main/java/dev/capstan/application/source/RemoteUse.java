package dev.capstan.application.source;

import dev.capstan.argo.source.ApplicationSource;

/** A source that an Application of a project has. */
public record RemoteUse(ApplicationSource source, String project) {}
