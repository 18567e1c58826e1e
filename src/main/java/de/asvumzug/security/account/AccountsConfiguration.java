package de.asvumzug.security.account;

import de.asvumzug.security.password.Passwords;
import de.asvumzug.security.worker.WorkerAccount;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The workers' account, known before anybody connects with it. */
@Configuration(proxyBeanMethods = false)
class AccountsConfiguration {

  @Bean
  WorkerAccount workerAccount(PeopleSettings settings) {
    PeopleSettings.Worker worker = settings.worker();
    String password =
        worker.passwordFile() == null
            ? Passwords.random()
            : Passwords.fromFile("das Konto " + worker.id(), worker.passwordFile());
    return new WorkerAccount(worker.id(), password);
  }
}
