package dev.capstan.application.run;

import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.refresh.RefreshLevel;

/** An Application that is to be looked at. */
public record PassInput(ApplicationObject application, RefreshLevel level) {}
