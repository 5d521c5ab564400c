package dev.capstan.application.status;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;

/** What people are told about an Application. */
public record ApplicationEvent(Severity severity, Reason reason, String message) {}
