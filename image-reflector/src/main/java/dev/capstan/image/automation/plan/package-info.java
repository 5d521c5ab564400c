/** Where an automation reads and where it pushes: decided from specs alone. */
@NullMarked
package dev.capstan.image.automation.plan;

import org.jspecify.annotations.NullMarked;
