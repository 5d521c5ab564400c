package dev.capstan.applicationmanifests;

import dev.capstan.argo.source.ApplicationSource;
import java.util.Optional;

/**
 * The files of one source that are wanted.
 *
 * @param source as it stands in the Application
 * @param project of the Application: it decides with which credentials a repository is reached
 * @param revision the commit or the version of a chart that is wanted; empty for what {@code targetRevision} means now
 */
public record SourceRequest(ApplicationSource source, String project, Optional<String> revision) {}
