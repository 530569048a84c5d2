@{
    Severity     = @('Error', 'Warning', 'Information')
    ExcludeRules = @(
        # Scripts call their own small functions by position.
        'PSAvoidUsingPositionalParameters'
        # The build and the demo speak to a person.
        'PSAvoidUsingWriteHost'
        # Does not see what Pester hands from discovery to -ForEach.
        'PSUseDeclaredVarsMoreThanAssignments'
    )
}
