package de.asvumzug.notify;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * Sets time-outs for the mail server where the settings name none: by default it would wait for
 * ever.
 */
@Component
final class MailTimeouts implements BeanPostProcessor {
  private final ObjectProvider<MailSettings> settings;

  MailTimeouts(ObjectProvider<MailSettings> settings) {
    this.settings = settings;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof JavaMailSenderImpl sender) {
      String millis = Long.toString(settings.getObject().timeout().toMillis());
      for (String protocol : new String[] {"smtp", "smtps"}) {
        for (String what : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
          sender.getJavaMailProperties().putIfAbsent("mail." + protocol + "." + what, millis);
        }
      }
    }
    return bean;
  }
}
