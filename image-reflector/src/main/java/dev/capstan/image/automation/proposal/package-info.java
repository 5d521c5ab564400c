/** What an automation hands on to be proposed as pull requests, and what it hears of them. */
@NullMarked
package dev.capstan.image.automation.proposal;

import org.jspecify.annotations.NullMarked;
